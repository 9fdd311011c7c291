using System.Reflection;
using System.Reflection.Emit;

namespace Autocomp.Emulator;

// Integer arithmetic, branches and jumps.
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo ComputeMultiplyDivide = typeof(MultiplyDivide).GetMethod(nameof(MultiplyDivide.Compute))!;
    private static readonly MethodInfo RunCommand = typeof(Interpreter).GetMethod(nameof(Interpreter.TryCommandFromRegion))!;
    private static readonly MethodInfo RunFence = typeof(Interpreter).GetMethod(nameof(Interpreter.FenceFromRegion))!;

    private void EmitInstruction(in DecodedInstruction ins, ulong pc, int left)
    {
        long imm = ins.Immediate;
        switch (ins.Opcode)
        {
            case Opcode.Lui: EmitConstant(imm); Store(ins.Rd); break;
            case Opcode.Auipc: EmitConstant(pc + (ulong)imm); Store(ins.Rd); break;
            case Opcode.Jal:
                EmitConstant(pc + ins.Length);
                Store(ins.Rd);
                _il.Emit(OpCodes.Br, Target(pc + (ulong)imm));
                break;
            case Opcode.Jalr: EmitIndirectJump(ins, pc); break;
            case Opcode.Beq: EmitBranch(ins, pc, OpCodes.Beq); break;
            case Opcode.Bne: EmitBranch(ins, pc, OpCodes.Bne_Un); break;
            case Opcode.Blt: EmitBranch(ins, pc, OpCodes.Blt); break;
            case Opcode.Bge: EmitBranch(ins, pc, OpCodes.Bge); break;
            case Opcode.Bltu: EmitBranch(ins, pc, OpCodes.Blt_Un); break;
            case Opcode.Bgeu: EmitBranch(ins, pc, OpCodes.Bge_Un); break;
            case Opcode.Addi: Immediate(ins, OpCodes.Add); break;
            case Opcode.Xori: Immediate(ins, OpCodes.Xor); break;
            case Opcode.Ori: Immediate(ins, OpCodes.Or); break;
            case Opcode.Andi: Immediate(ins, OpCodes.And); break;
            case Opcode.Slti: Compare(ins, OpCodes.Clt, immediate: true); break;
            case Opcode.Sltiu: Compare(ins, OpCodes.Clt_Un, immediate: true); break;
            case Opcode.Slt: Compare(ins, OpCodes.Clt, immediate: false); break;
            case Opcode.Sltu: Compare(ins, OpCodes.Clt_Un, immediate: false); break;
            case Opcode.Slli: ShiftBy(ins, OpCodes.Shl, OpCodes.Nop); break;
            case Opcode.Srli: ShiftBy(ins, OpCodes.Shr_Un, OpCodes.Nop); break;
            case Opcode.Srai: ShiftBy(ins, OpCodes.Shr, OpCodes.Nop); break;
            case Opcode.Slliw: ShiftBy(ins, OpCodes.Shl, OpCodes.Conv_I4); break;
            case Opcode.Srliw: ShiftBy(ins, OpCodes.Shr_Un, OpCodes.Conv_I4); break;
            case Opcode.Sraiw: ShiftBy(ins, OpCodes.Shr, OpCodes.Conv_I4); break;
            case Opcode.Sll: Shift(ins, OpCodes.Shl, 63); break;
            case Opcode.Srl: Shift(ins, OpCodes.Shr_Un, 63); break;
            case Opcode.Sra: Shift(ins, OpCodes.Shr, 63); break;
            case Opcode.Sllw: Shift(ins, OpCodes.Shl, 31); break;
            case Opcode.Srlw: Shift(ins, OpCodes.Shr_Un, 31); break;
            case Opcode.Sraw: Shift(ins, OpCodes.Shr, 31); break;
            case Opcode.Add: Binary(ins, OpCodes.Add, word: false); break;
            case Opcode.Sub: Binary(ins, OpCodes.Sub, word: false); break;
            case Opcode.Xor: Binary(ins, OpCodes.Xor, word: false); break;
            case Opcode.Or: Binary(ins, OpCodes.Or, word: false); break;
            case Opcode.And: Binary(ins, OpCodes.And, word: false); break;
            case Opcode.Mul: Binary(ins, OpCodes.Mul, word: false); break;
            case Opcode.Addw: Binary(ins, OpCodes.Add, word: true); break;
            case Opcode.Subw: Binary(ins, OpCodes.Sub, word: true); break;
            case Opcode.Mulw: Binary(ins, OpCodes.Mul, word: true); break;
            case Opcode.Addiw:
                Load(ins.Rs1);
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Ldc_I4, ins.Immediate);
                _il.Emit(OpCodes.Add);
                _il.Emit(OpCodes.Conv_I8);
                Store(ins.Rd);
                break;
            case >= Opcode.Mulh and <= Opcode.Remuw:
                _il.Emit(OpCodes.Ldc_I4, (int)ins.Opcode);
                Load(ins.Rs1);
                Load(ins.Rs2);
                _il.Emit(OpCodes.Call, ComputeMultiplyDivide);
                Store(ins.Rd);
                break;
            case Opcode.Fence:
                _il.Emit(OpCodes.Ldarg_0);
                _il.Emit(OpCodes.Call, RunFence);
                break;
            case Opcode.Command: EmitCommand(ins, pc, left); break;
            default:
                if (!EmitAccess(ins, pc, left)) EmitFloat(ins);
                break;
        }
    }

    private void EmitBranch(in DecodedInstruction ins, ulong pc, OpCode branch)
    {
        Load(ins.Rs1);
        Load(ins.Rs2);
        _il.Emit(branch, Target(pc + (ulong)(long)ins.Immediate));
        _il.Emit(OpCodes.Br, Target(pc + ins.Length));
    }

    /// <summary>A return to a call inside the region stays inside.</summary>
    private void EmitIndirectJump(in DecodedInstruction ins, ulong pc)
    {
        Load(ins.Rs1);
        EmitConstant(ins.Immediate);
        _il.Emit(OpCodes.Add);
        EmitConstant(~1L);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Stloc, _target);
        EmitConstant(pc + ins.Length);
        Store(ins.Rd);
        if (ins.Rd == 0)
        {
            foreach (ulong site in _shape.ReturnSites)
            {
                _il.Emit(OpCodes.Ldloc, _target);
                EmitConstant(site);
                _il.Emit(OpCodes.Beq, _labels[site]);
            }
        }

        // A kernel's return is judged at this instruction.
        _il.Emit(OpCodes.Ldarg_1);
        EmitOffset(CoreState.JumpSlot * 8);
        EmitConstant(pc);
        _il.Emit(OpCodes.Stind_I8);
        _il.Emit(OpCodes.Ldloc, _target);
        _il.Emit(OpCodes.Stloc, _exitPc);
        _il.Emit(OpCodes.Br, _leave);
    }

    private void EmitCommand(in DecodedInstruction ins, ulong pc, int left)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldc_I4, ins.Immediate);
        Load(ins.Rs1);
        Load(ins.Rs2);
        EmitConstant(pc);
        _il.Emit(OpCodes.Ldloc, _budget);
        EmitConstant(left);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldloca, _slow);
        _il.Emit(OpCodes.Call, RunCommand);
        _il.Emit(OpCodes.Brfalse, LeaveAt(pc, left));
        if ((ins.RoundingMode & 4) == 0) return;
        _il.Emit(OpCodes.Ldloc, _slow);
        Store(ins.Rd);
    }

    private void Immediate(in DecodedInstruction ins, OpCode operation)
    {
        Load(ins.Rs1);
        EmitConstant(ins.Immediate);
        _il.Emit(operation);
        Store(ins.Rd);
    }

    private void Compare(in DecodedInstruction ins, OpCode comparison, bool immediate)
    {
        Load(ins.Rs1);
        if (immediate) EmitConstant(ins.Immediate);
        else Load(ins.Rs2);
        _il.Emit(comparison);
        _il.Emit(OpCodes.Conv_U8);
        Store(ins.Rd);
    }

    private void ShiftBy(in DecodedInstruction ins, OpCode shift, OpCode narrow)
    {
        Load(ins.Rs1);
        _il.Emit(narrow);
        _il.Emit(OpCodes.Ldc_I4, ins.Immediate);
        _il.Emit(shift);
        if (narrow != OpCodes.Nop) _il.Emit(OpCodes.Conv_I8);
        Store(ins.Rd);
    }

    private void Shift(in DecodedInstruction ins, OpCode shift, int mask)
    {
        Load(ins.Rs1);
        if (mask == 31) _il.Emit(OpCodes.Conv_I4);
        Load(ins.Rs2);
        _il.Emit(OpCodes.Conv_I4);
        _il.Emit(OpCodes.Ldc_I4, mask);
        _il.Emit(OpCodes.And);
        _il.Emit(shift);
        if (mask == 31) _il.Emit(OpCodes.Conv_I8);
        Store(ins.Rd);
    }

    private void Binary(in DecodedInstruction ins, OpCode operation, bool word)
    {
        Load(ins.Rs1);
        if (word) _il.Emit(OpCodes.Conv_I4);
        Load(ins.Rs2);
        if (word) _il.Emit(OpCodes.Conv_I4);
        _il.Emit(operation);
        if (word) _il.Emit(OpCodes.Conv_I8);
        Store(ins.Rd);
    }
}
