using System.Runtime.CompilerServices;

namespace Autocomp.Emulator;

/// <summary>Executes predecoded blocks one instruction at a time. Precise at every instruction, timed or not.</summary>
internal sealed unsafe partial class Interpreter
{
    private readonly CoreState _state;
    private readonly Memory _memory;
    private readonly FaultSink _faults;
    private readonly Accelerator _accelerator;
    private readonly TimingModel _timing;
    private readonly nint* _readable;
    private readonly nint* _writable;
    private readonly ulong* _x;
    private readonly ulong* _f;

    // Where execution is inside a block, for exceptions: the instruction's address and how many of the block retired before it.
    private ulong _pc;
    private int _done;
    private long _regionEnd;

    public Interpreter(Machine machine, BlockCache blocks)
    {
        _state = machine.Core;
        _memory = machine.Memory;
        _faults = machine.Faults;
        _accelerator = machine.Accelerator;
        _timing = machine.Timing;
        Blocks = blocks;
        _readable = _memory.Readable;
        _writable = _memory.Writable;
        _x = _state.X;
        _f = _state.F;
    }

    private interface ITiming;

    /// <summary>Decoded code.</summary>
    public BlockCache Blocks { get; set; }

    /// <summary>Accelerator commands do nothing.</summary>
    public bool AcceleratorDisabled { get; set; }

    /// <summary>Whether <c>rdcycle</c> reads the timing model, and it is fed.</summary>
    public bool IsTimed { get; set; }

    /// <summary>Cycles before the timing model began, in a machine whose state was loaded: the guest's counter goes on from there.</summary>
    public ulong CyclesBefore { get; set; }

    /// <summary>Called with every value that the guest reads from the cycle counter.</summary>
    public Action<ulong>? CycleRead { get; set; }

    /// <summary>Address of the instruction that executed last.</summary>
    public ulong LastPc => _pc;

    private ulong Cycle => IsTimed ? CyclesBefore + _timing.Cycle : (ulong)_state.Retired;

    /// <summary>Runs until the instruction count is reached or no block is at the program counter. Traps and faults leave as exceptions, with the state precise.</summary>
    /// <param name="limit">Value of <see cref="CoreState.Retired"/> at which to stop.</param>
    /// <returns>False when there is nothing to execute at <see cref="CoreState.Pc"/>.</returns>
    public bool Run(long limit)
    {
        _done = 0;
        _pc = _state.Pc;
        try
        {
            return IsTimed ? Run<Timed>(limit) : Run<Untimed>(limit);
        }
        catch (Exception exception) when (exception is GuestTrap or FaultException or StopException)
        {
            _state.Retired += _done;
            _state.Pc = _pc;
            throw;
        }
    }

    private bool Run<TTiming>(long limit)
        where TTiming : struct, ITiming
    {
        Block? block = null;
        while (_state.Retired < limit)
        {
            ulong pc = _state.Pc;
            Block? next = block?.Next;
            if (next is null || next.Pc != pc)
            {
                next = Blocks.Find(pc);
                if (next is null) return false;
                if (block is not null) block.Next = next;
            }

            block = next;
            if (typeof(TTiming) == typeof(Untimed) && TryRunRegion(block, limit)) continue;
            if (Execute<TTiming>(block, (int)Math.Min(block.Instructions.Length, limit - _state.Retired))) block = null;
        }

        return true;
    }

    /// <summary>Executes the first instructions of a block. True when decoded code was forgotten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Execute<TTiming>(Block block, int count)
        where TTiming : struct, ITiming
    {
        ulong pc = block.Pc;
        ulong* x = _x;
        bool cleared = false;
        ref DecodedInstruction at = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(block.Instructions);
        for (int i = 0; i < count; i++)
        {
            ref readonly DecodedInstruction ins = ref Unsafe.Add(ref at, i);
            ulong next = pc + ins.Length;
            ulong a = x[ins.Rs1];
            ulong b = x[ins.Rs2];
            int imm = ins.Immediate;
            ulong extended = (ulong)(long)imm;
            ulong result;
            ulong address = 0;
            _pc = pc;
            _done = i;
            switch (ins.Opcode)
            {
                case Opcode.Lui: result = extended; break;
                case Opcode.Auipc: result = pc + extended; break;
                case Opcode.Jal: (result, next) = (next, pc + extended); break;
                case Opcode.Jalr: (result, next) = (next, (a + extended) & ~1UL); break;
                case Opcode.Beq: next = a == b ? pc + extended : next; goto NoResult;
                case Opcode.Bne: next = a != b ? pc + extended : next; goto NoResult;
                case Opcode.Blt: next = (long)a < (long)b ? pc + extended : next; goto NoResult;
                case Opcode.Bge: next = (long)a >= (long)b ? pc + extended : next; goto NoResult;
                case Opcode.Bltu: next = a < b ? pc + extended : next; goto NoResult;
                case Opcode.Bgeu: next = a >= b ? pc + extended : next; goto NoResult;
                case Opcode.Lb: result = (ulong)(sbyte)LoadByte(address = a + extended); break;
                case Opcode.Lh: result = (ulong)(short)LoadHalf(address = a + extended); break;
                case Opcode.Lw: result = (ulong)(int)LoadWord(address = a + extended); break;
                case Opcode.Ld: result = LoadDouble(address = a + extended); break;
                case Opcode.Lbu: result = LoadByte(address = a + extended); break;
                case Opcode.Lhu: result = LoadHalf(address = a + extended); break;
                case Opcode.Lwu: result = LoadWord(address = a + extended); break;
                case Opcode.Sb: StoreByte(address = a + extended, (byte)b); goto NoResult;
                case Opcode.Sh: StoreHalf(address = a + extended, (ushort)b); goto NoResult;
                case Opcode.Sw: StoreWord(address = a + extended, (uint)b); goto NoResult;
                case Opcode.Sd: StoreDouble(address = a + extended, b); goto NoResult;
                case Opcode.Addi: result = a + extended; break;
                case Opcode.Slti: result = (long)a < imm ? 1u : 0u; break;
                case Opcode.Sltiu: result = a < extended ? 1u : 0u; break;
                case Opcode.Xori: result = a ^ extended; break;
                case Opcode.Ori: result = a | extended; break;
                case Opcode.Andi: result = a & extended; break;
                case Opcode.Slli: result = a << imm; break;
                case Opcode.Srli: result = a >> imm; break;
                case Opcode.Srai: result = (ulong)((long)a >> imm); break;
                case Opcode.Add: result = a + b; break;
                case Opcode.Sub: result = a - b; break;
                case Opcode.Sll: result = a << (int)(b & 63); break;
                case Opcode.Slt: result = (long)a < (long)b ? 1u : 0u; break;
                case Opcode.Sltu: result = a < b ? 1u : 0u; break;
                case Opcode.Xor: result = a ^ b; break;
                case Opcode.Srl: result = a >> (int)(b & 63); break;
                case Opcode.Sra: result = (ulong)((long)a >> (int)(b & 63)); break;
                case Opcode.Or: result = a | b; break;
                case Opcode.And: result = a & b; break;
                case Opcode.Addiw: result = (ulong)((int)a + imm); break;
                case Opcode.Slliw: result = (ulong)((int)a << imm); break;
                case Opcode.Srliw: result = (ulong)(int)((uint)a >> imm); break;
                case Opcode.Sraiw: result = (ulong)((int)a >> imm); break;
                case Opcode.Addw: result = (ulong)((int)a + (int)b); break;
                case Opcode.Subw: result = (ulong)((int)a - (int)b); break;
                case Opcode.Sllw: result = (ulong)((int)a << (int)(b & 31)); break;
                case Opcode.Srlw: result = (ulong)(int)((uint)a >> (int)(b & 31)); break;
                case Opcode.Sraw: result = (ulong)((int)a >> (int)(b & 31)); break;
                case Opcode.Mul: result = a * b; break;
                case Opcode.Mulw: result = (ulong)((int)a * (int)b); break;
                case >= Opcode.Mulh and <= Opcode.Remuw: result = MultiplyDivide.Compute(ins.Opcode, a, b); break;
                case Opcode.Fence:
                    _accelerator.Fence();
                    if (typeof(TTiming) == typeof(Timed)) _timing.Fence(pc);
                    pc = next;
                    continue;
                case Opcode.Command:
                    result = Command<TTiming>(ins, a, b, pc);
                    if ((ins.RoundingMode & 4) != 0 && ins.Rd != 0) x[ins.Rd] = result;
                    pc = next;
                    continue;
                case >= Opcode.LrW and <= Opcode.AmomaxuD: result = Atomic(ins, address = a, b); break;
                case >= Opcode.Csrrw and <= Opcode.Csrrci: result = Control(ins, a); break;
                case Opcode.FenceI:
                    Blocks.Clear();
                    cleared = true;
                    goto NoResult;
                case Opcode.Ecall or Opcode.Ebreak or Opcode.Mret or Opcode.Wfi or Opcode.Illegal: next = SystemInstruction(ins, next); goto NoResult;
                default: result = Float(ins, a, pc, ref address, out bool toInteger); if (toInteger) break; goto NoResult;
            }

            if (ins.Rd != 0) x[ins.Rd] = result;
        NoResult:
            if (typeof(TTiming) == typeof(Timed)) _timing.Retire(new RetiredInstruction(in ins, pc, next, address, a, Source2(ins, b)));
            pc = next;
        }

        _state.Pc = pc;
        _state.Retired += count;
        return cleared;
    }

    private ulong Source2(in DecodedInstruction instruction, ulong integer) =>
        instruction.Opcode != Opcode.Illegal && OpcodeTable.Of(instruction.Opcode).Rs2 == RegisterFile.Float ? _f[instruction.Rs2] : integer;

    private ulong Command<TTiming>(in DecodedInstruction instruction, ulong a, ulong b, ulong pc)
        where TTiming : struct, ITiming
    {
        if (AcceleratorDisabled) return 0;
        ulong result = _accelerator.Execute(instruction.Immediate, a, b, pc);
        if (typeof(TTiming) == typeof(Timed)) _timing.Command(in instruction, a, b, pc);
        return result;
    }

    private readonly struct Untimed : ITiming;

    private readonly struct Timed : ITiming;
}
