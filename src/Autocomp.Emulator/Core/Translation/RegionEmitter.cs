using System.Reflection.Emit;

namespace Autocomp.Emulator;

/// <summary>Translates a region to host code: guest registers become locals, each block keeps the instruction count, what is rare leaves to the interpreter.</summary>
/// <remarks>
/// An instruction that would trap, fault or ring the doorbell has no effect here: the region is left right before it, and the interpreter, which is
/// precise, executes it. So the two agree in everything that can be observed.
/// </remarks>
internal sealed unsafe partial class RegionEmitter
{
    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly RegionShape _shape;
    private readonly Dictionary<ulong, Label> _labels = [];
    private readonly Dictionary<ulong, Label> _exits = [];
    private readonly List<Action> _rare = [];
    private readonly LocalBuilder?[] _x = new LocalBuilder?[32];
    private readonly LocalBuilder?[] _f = new LocalBuilder?[32];
    private readonly bool[] _xWritten = new bool[32];
    private readonly bool[] _fWritten = new bool[32];
    private readonly LocalBuilder _budget;
    private readonly LocalBuilder _exitPc;
    private readonly LocalBuilder _address;
    private readonly LocalBuilder _page;
    private readonly LocalBuilder _bias;
    private readonly LocalBuilder _slow;
    private readonly LocalBuilder _target;
    private readonly Label _leave;
    private bool _usesFloat;

    private RegionEmitter(RegionShape shape)
    {
        _shape = shape;
        _method = new DynamicMethod(
            $"region_{shape.Entry.Pc:x}", typeof(long), [typeof(Interpreter), typeof(ulong*), typeof(nint*), typeof(nint*), typeof(long)], typeof(RegionEmitter).Module, skipVisibility: true)
        {
            InitLocals = false,
        };
        _il = _method.GetILGenerator();
        _budget = _il.DeclareLocal(typeof(long));
        _exitPc = _il.DeclareLocal(typeof(ulong));
        _address = _il.DeclareLocal(typeof(ulong));
        _page = _il.DeclareLocal(typeof(ulong));
        _bias = _il.DeclareLocal(typeof(nint));
        _slow = _il.DeclareLocal(typeof(ulong));
        _target = _il.DeclareLocal(typeof(ulong));
        _result = _il.DeclareLocal(typeof(double));
        _single = _il.DeclareLocal(typeof(float));
        _plainLimit = _il.DeclareLocal(typeof(ulong));
        _plainLimitSingle = _il.DeclareLocal(typeof(uint));
        _leave = _il.DefineLabel();
    }

    /// <summary>Whether the translator knows an instruction; others leave the region.</summary>
    public static bool IsTranslated(in DecodedInstruction instruction) => instruction.Opcode switch
    {
        Opcode.Illegal => false,
        _ => OpcodeTable.Of(instruction.Opcode).Class is not (InstructionClass.Atomic or InstructionClass.Csr or InstructionClass.System)
            && instruction.Opcode != Opcode.FenceI,
    };

    /// <summary>Translates the region that begins at a block, or gives null when its first instruction is one that leaves.</summary>
    public static Region? Translate(Block entry, BlockCache cache)
    {
        if (!IsTranslated(entry.Instructions[0])) return null;
        return new RegionEmitter(RegionShape.Grow(entry, cache)).Emit();
    }

    private Region Emit()
    {
        FindRegisters();
        LoadRegisters();
        foreach (ulong pc in _shape.Blocks.Keys) _labels.Add(pc, _il.DefineLabel());
        foreach (Block block in _shape.Blocks.Values) EmitBlock(block);
        for (int i = 0; i < _rare.Count; i++) _rare[i]();
        foreach ((ulong pc, Label label) in _exits)
        {
            _il.MarkLabel(label);
            EmitConstant(pc);
            _il.Emit(OpCodes.Stloc, _exitPc);
            _il.Emit(OpCodes.Br, _leave);
        }

        _il.MarkLabel(_leave);
        StoreRegisters();
        _il.Emit(OpCodes.Ldloc, _budget);
        _il.Emit(OpCodes.Ret);
        return new Region(_method.CreateDelegate<RegionCode>(), _usesFloat);
    }

    private void EmitBlock(Block block)
    {
        int count = block.Instructions.Length;
        _il.MarkLabel(_labels[block.Pc]);
        _il.Emit(OpCodes.Ldloc, _budget);
        EmitConstant(count);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Stloc, _budget);
        EmitConstant(0L);
        _il.Emit(OpCodes.Blt, LeaveAt(block.Pc, count));
        ulong pc = block.Pc;
        for (int i = 0; i < count; i++)
        {
            DecodedInstruction instruction = block.Instructions[i];
            if (!IsTranslated(instruction))
            {
                _il.Emit(OpCodes.Br, LeaveAt(pc, count - i));
                return;
            }

            EmitInstruction(instruction, pc, count - i);
            pc += instruction.Length;
        }

        if (!IsControl(block.Instructions[^1])) _il.Emit(OpCodes.Br, Target(pc));
    }

    private static bool IsControl(in DecodedInstruction instruction) =>
        OpcodeTable.Of(instruction.Opcode).Class is InstructionClass.Branch or InstructionClass.Jump;

    /// <summary>A place that gives back the budget of unexecuted instructions and leaves.</summary>
    private Label LeaveAt(ulong pc, int unexecuted)
    {
        Label label = _il.DefineLabel();
        _rare.Add(() =>
        {
            _il.MarkLabel(label);
            _il.Emit(OpCodes.Ldloc, _budget);
            EmitConstant(unexecuted);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, _budget);
            EmitConstant(pc);
            _il.Emit(OpCodes.Stloc, _exitPc);
            _il.Emit(OpCodes.Br, _leave);
        });
        return label;
    }

    /// <summary>A block inside, or the exit to an address outside.</summary>
    private Label Target(ulong pc)
    {
        if (_labels.TryGetValue(pc, out Label inside)) return inside;
        if (!_exits.TryGetValue(pc, out Label exit)) _exits.Add(pc, exit = _il.DefineLabel());
        return exit;
    }

    private void FindRegisters()
    {
        foreach (DecodedInstruction instruction in _shape.Blocks.Values.SelectMany(block => block.Instructions.TakeWhile(each => IsTranslated(each))))
        {
            OpcodeRow row = OpcodeTable.Of(instruction.Opcode);
            Use(row.Rs1, instruction.Rs1);
            Use(row.Rs2, instruction.Rs2);
            Use(row.Rs3, instruction.Rs3);
            Use(row.Rd, instruction.Rd);
            if (row.Rd == RegisterFile.Integer) _xWritten[instruction.Rd] = true;
            if (row.Rd == RegisterFile.Float) _fWritten[instruction.Rd] = true;
        }

        _xWritten[0] = false;
    }

    private void Use(RegisterFile file, int register)
    {
        if (file == RegisterFile.Integer && register != 0) _x[register] ??= _il.DeclareLocal(typeof(ulong));
        if (file != RegisterFile.Float) return;
        _f[register] ??= _il.DeclareLocal(typeof(double));
        _usesFloat = true;
    }

    private void LoadRegisters()
    {
        _il.Emit(OpCodes.Ldarg_S, (byte)4);
        _il.Emit(OpCodes.Stloc, _budget);
        for (int i = 0; i < 64; i++)
        {
            LocalBuilder? local = i < 32 ? _x[i] : _f[i - 32];
            if (local is null) continue;
            _il.Emit(OpCodes.Ldarg_1);
            EmitOffset(i * 8);
            _il.Emit(i < 32 ? OpCodes.Ldind_I8 : OpCodes.Ldind_R8);
            _il.Emit(OpCodes.Stloc, local);
        }

        if (_usesFloat) EmitPlainLimits();
    }

    private void StoreRegisters()
    {
        for (int i = 0; i < 64; i++)
        {
            if (!(i < 32 ? _xWritten[i] : _fWritten[i - 32])) continue;
            _il.Emit(OpCodes.Ldarg_1);
            EmitOffset(i * 8);
            _il.Emit(OpCodes.Ldloc, i < 32 ? _x[i]! : _f[i - 32]!);
            _il.Emit(i < 32 ? OpCodes.Stind_I8 : OpCodes.Stind_R8);
        }

        _il.Emit(OpCodes.Ldarg_1);
        EmitOffset(CoreState.PcSlot * 8);
        _il.Emit(OpCodes.Ldloc, _exitPc);
        _il.Emit(OpCodes.Stind_I8);
    }

    private void EmitOffset(int bytes)
    {
        _il.Emit(OpCodes.Ldc_I4, bytes);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    private void EmitConstant(long value) => _il.Emit(OpCodes.Ldc_I8, value);

    private void EmitConstant(ulong value) => _il.Emit(OpCodes.Ldc_I8, (long)value);

    private void Load(int register)
    {
        if (register == 0) EmitConstant(0L);
        else _il.Emit(OpCodes.Ldloc, _x[register]!);
    }

    private void Store(int register)
    {
        if (register == 0) _il.Emit(OpCodes.Pop);
        else _il.Emit(OpCodes.Stloc, _x[register]!);
    }
}
