namespace Autocomp.Emulator;

// The F and D extensions: picks operands and hands them to the floating-point unit.
internal sealed unsafe partial class Interpreter
{
    /// <summary>Executes a floating-point instruction. An integer result is returned, a floating one written.</summary>
    private ulong Float(in DecodedInstruction ins, ulong a, ulong pc, ref ulong address, out bool toInteger)
    {
        toInteger = false;
        if (!_state.FloatEnabled) Illegal(ins);
        switch (ins.Opcode)
        {
            case Opcode.Flw: _f[ins.Rd] = FloatUnit.Boxed(LoadWord(address = a + (ulong)ins.Immediate)); return 0;
            case Opcode.Fld: _f[ins.Rd] = LoadDouble(address = a + (ulong)ins.Immediate); return 0;
            case Opcode.Fsw: StoreWord(address = a + (ulong)ins.Immediate, (uint)_f[ins.Rs2]); return 0;
            case Opcode.Fsd: StoreDouble(address = a + (ulong)ins.Immediate, _f[ins.Rs2]); return 0;
        }

        int mode = ins.RoundingMode == (int)RoundingMode.Dynamic ? _state.RoundingMode : ins.RoundingMode;
        if (ins.RoundingMode == (int)RoundingMode.Dynamic && mode > 4 && HasRoundingMode(ins.Opcode)) Illegal(ins);
        toInteger = OpcodeTable.Of(ins.Opcode).Rd == RegisterFile.Integer;
        ulong source = OpcodeTable.Of(ins.Opcode).Rs1 == RegisterFile.Integer ? a : _f[ins.Rs1];
        ulong result = FloatOperations.Compute(ins.Opcode, ref _state.FlagBits, source, _f[ins.Rs2], _f[ins.Rs3], (RoundingMode)mode);
        if (!toInteger) _f[ins.Rd] = result;
        return result;
    }

    private static bool HasRoundingMode(Opcode opcode) => (OpcodeTable.Of(opcode).Mask & 0x7000) == 0;
}
