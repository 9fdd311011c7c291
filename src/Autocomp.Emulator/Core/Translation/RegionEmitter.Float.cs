using System.Reflection;
using System.Reflection.Emit;

namespace Autocomp.Emulator;

// Floating point: locals hold raw bits as doubles. The host computes, and its result counts under the conditions that FloatUnit states.
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo ToBits = typeof(BitConverter).GetMethod(nameof(BitConverter.DoubleToUInt64Bits))!;
    private static readonly MethodInfo FromBits = typeof(BitConverter).GetMethod(nameof(BitConverter.UInt64BitsToDouble))!;
    private static readonly MethodInfo SingleToBits = typeof(BitConverter).GetMethod(nameof(BitConverter.SingleToUInt32Bits))!;
    private static readonly MethodInfo SingleFromBits = typeof(BitConverter).GetMethod(nameof(BitConverter.UInt32BitsToSingle))!;
    private static readonly MethodInfo FusedDouble = typeof(Math).GetMethod(nameof(Math.FusedMultiplyAdd))!;
    private static readonly MethodInfo FusedSingle = typeof(MathF).GetMethod(nameof(MathF.FusedMultiplyAdd))!;
    private static readonly MethodInfo RootDouble = typeof(Math).GetMethod(nameof(Math.Sqrt))!;
    private static readonly MethodInfo RootSingle = typeof(MathF).GetMethod(nameof(MathF.Sqrt))!;
    private static readonly MethodInfo ComputeFloat = typeof(Interpreter).GetMethod(nameof(Interpreter.FloatFromRegion))!;
    private static readonly MethodInfo HasInexact = typeof(Interpreter).GetMethod(nameof(Interpreter.IsInexact))!;
    private readonly LocalBuilder _result;
    private readonly LocalBuilder _single;
    private readonly LocalBuilder _plainLimit;
    private readonly LocalBuilder _plainLimitSingle;

    private void EmitFloat(DecodedInstruction ins)
    {
        bool nearest = ins.RoundingMode is (int)RoundingMode.NearestEven or (int)RoundingMode.Dynamic;
        switch (ins.Opcode)
        {
            case Opcode.FaddD when nearest: Double(ins, OpCodes.Add); break;
            case Opcode.FsubD when nearest: Double(ins, OpCodes.Sub); break;
            case Opcode.FmulD when nearest: Double(ins, OpCodes.Mul); break;
            case Opcode.FdivD when nearest: Double(ins, OpCodes.Div); break;
            case Opcode.FsqrtD when nearest: Root(ins); break;
            case Opcode.FmaddD or Opcode.FmsubD or Opcode.FnmaddD or Opcode.FnmsubD when nearest: FusedDoubles(ins); break;
            case Opcode.FaddS when nearest: Single(ins, OpCodes.Add); break;
            case Opcode.FsubS when nearest: Single(ins, OpCodes.Sub); break;
            case Opcode.FmulS when nearest: Single(ins, OpCodes.Mul); break;
            case Opcode.FdivS when nearest: Single(ins, OpCodes.Div); break;
            case Opcode.FsqrtS when nearest: Single(ins, OpCodes.Nop); break;
            case Opcode.FmaddS or Opcode.FmsubS or Opcode.FnmaddS or Opcode.FnmsubS when nearest: Single(ins, OpCodes.Nop); break;
            case Opcode.FsgnjD when ins.Rs1 == ins.Rs2:
                _il.Emit(OpCodes.Ldloc, _f[ins.Rs1]!);
                _il.Emit(OpCodes.Stloc, _f[ins.Rd]!);
                break;
            case Opcode.FleD or Opcode.FltD or Opcode.FeqD: CompareDoubles(ins); break;
            case Opcode.FcvtDW:
                Load(ins.Rs1);
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Conv_R8);
                _il.Emit(OpCodes.Stloc, _f[ins.Rd]!);
                break;
            case Opcode.FmvXD: LoadBits(ins.Rs1); Store(ins.Rd); break;
            case Opcode.FmvDX: Load(ins.Rs1); StoreBits(ins.Rd); break;
            case Opcode.FmvXW:
                LoadBits(ins.Rs1);
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Conv_I8);
                Store(ins.Rd);
                break;
            case Opcode.FmvWX:
                Load(ins.Rs1);
                _il.Emit(OpCodes.Conv_U4);
                _il.Emit(OpCodes.Conv_U8);
                StoreBoxed(ins.Rd);
                break;
            default: CallFloatUnit(ins); break;
        }
    }

    private void Double(in DecodedInstruction ins, OpCode operation)
    {
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs1]!);
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs2]!);
        _il.Emit(operation);
        AcceptDouble(ins);
    }

    private void Root(in DecodedInstruction ins)
    {
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs1]!);
        _il.Emit(OpCodes.Call, RootDouble);
        AcceptDouble(ins);
    }

    private void FusedDoubles(in DecodedInstruction ins)
    {
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs1]!);
        if (ins.Opcode is Opcode.FnmaddD or Opcode.FnmsubD) _il.Emit(OpCodes.Neg);
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs2]!);
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs3]!);
        if (ins.Opcode is Opcode.FmsubD or Opcode.FnmaddD) _il.Emit(OpCodes.Neg);
        _il.Emit(OpCodes.Call, FusedDouble);
        AcceptDouble(ins);
    }

    /// <summary>Takes the host's result from the stack when it is plain, else asks the floating-point unit.</summary>
    private void AcceptDouble(DecodedInstruction ins)
    {
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        _il.Emit(OpCodes.Stloc, _result);
        _il.Emit(OpCodes.Ldloc, _result);
        _il.Emit(OpCodes.Call, ToBits);
        _il.Emit(OpCodes.Ldc_I4, 52);
        _il.Emit(OpCodes.Shr_Un);
        EmitConstant(0x7ffL);
        _il.Emit(OpCodes.And);
        EmitConstant(2L);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Ldloc, _plainLimit);
        _il.Emit(OpCodes.Bge_Un, slow);
        _il.Emit(OpCodes.Ldloc, _result);
        _il.Emit(OpCodes.Stloc, _f[ins.Rd]!);
        _il.MarkLabel(done);
        AddSlowFloat(ins, slow, done);
    }

    /// <summary>Singles: operands must be NaN-boxed, the result plain.</summary>
    private void Single(in DecodedInstruction ins, OpCode operation)
    {
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        bool unary = ins.Opcode == Opcode.FsqrtS;
        bool fused = operation == OpCodes.Nop && !unary;
        LoadBits(ins.Rs1);
        if (!unary)
        {
            LoadBits(ins.Rs2);
            _il.Emit(OpCodes.And);
        }

        if (fused)
        {
            LoadBits(ins.Rs3);
            _il.Emit(OpCodes.And);
        }

        EmitConstant(unchecked((long)0xffffffff_00000000));
        _il.Emit(OpCodes.Blt_Un, slow);
        LoadSingle(ins.Rs1);
        if (ins.Opcode is Opcode.FnmaddS or Opcode.FnmsubS) _il.Emit(OpCodes.Neg);
        if (!unary) LoadSingle(ins.Rs2);
        if (fused) LoadSingle(ins.Rs3);
        if (ins.Opcode is Opcode.FmsubS or Opcode.FnmaddS) _il.Emit(OpCodes.Neg);
        if (unary) _il.Emit(OpCodes.Call, RootSingle);
        else if (fused) _il.Emit(OpCodes.Call, FusedSingle);
        else _il.Emit(operation);
        _il.Emit(OpCodes.Conv_R4);
        _il.Emit(OpCodes.Stloc, _single);
        _il.Emit(OpCodes.Ldloc, _single);
        _il.Emit(OpCodes.Call, SingleToBits);
        _il.Emit(OpCodes.Ldc_I4, 23);
        _il.Emit(OpCodes.Shr_Un);
        _il.Emit(OpCodes.Ldc_I4, 0xff);
        _il.Emit(OpCodes.And);
        _il.Emit(OpCodes.Ldc_I4_2);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Ldloc, _plainLimitSingle);
        _il.Emit(OpCodes.Bge_Un, slow);
        _il.Emit(OpCodes.Ldloc, _single);
        _il.Emit(OpCodes.Call, SingleToBits);
        _il.Emit(OpCodes.Conv_U8);
        StoreBoxed(ins.Rd);
        _il.MarkLabel(done);
        AddSlowFloat(ins, slow, done);
    }

    private void CompareDoubles(DecodedInstruction ins)
    {
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        foreach (int source in (ReadOnlySpan<int>)[ins.Rs1, ins.Rs2])
        {
            _il.Emit(OpCodes.Ldloc, _f[source]!);
            _il.Emit(OpCodes.Ldloc, _f[source]!);
            _il.Emit(OpCodes.Bne_Un, slow);
        }

        _il.Emit(OpCodes.Ldloc, _f[ins.Rs1]!);
        _il.Emit(OpCodes.Ldloc, _f[ins.Rs2]!);
        if (ins.Opcode == Opcode.FleD)
        {
            // Neither is a NaN: at most means not greater.
            _il.Emit(OpCodes.Cgt);
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Ceq);
        }
        else _il.Emit(ins.Opcode == Opcode.FltD ? OpCodes.Clt : OpCodes.Ceq);
        _il.Emit(OpCodes.Conv_U8);
        Store(ins.Rd);
        _il.MarkLabel(done);
        AddSlowFloat(ins, slow, done);
    }

    private void AddSlowFloat(DecodedInstruction ins, Label slow, Label done) => _rare.Add(() =>
    {
        _il.MarkLabel(slow);
        CallFloatUnit(ins);
        _il.Emit(OpCodes.Br, done);
    });

    /// <summary>Any floating-point instruction through the unit; it may set the inexact flag, so the limits are taken anew.</summary>
    private void CallFloatUnit(in DecodedInstruction ins)
    {
        OpcodeRow row = OpcodeTable.Of(ins.Opcode);
        int mode = ins.RoundingMode == (int)RoundingMode.Dynamic ? (int)RoundingMode.NearestEven : ins.RoundingMode;
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldc_I4, (int)ins.Opcode);
        if (row.Rs1 == RegisterFile.Integer) Load(ins.Rs1);
        else LoadBits(ins.Rs1);
        if (row.Rs2 == RegisterFile.Float) LoadBits(ins.Rs2);
        else EmitConstant(0L);
        if (row.Rs3 == RegisterFile.Float) LoadBits(ins.Rs3);
        else EmitConstant(0L);
        _il.Emit(OpCodes.Ldc_I4, mode);
        _il.Emit(OpCodes.Call, ComputeFloat);
        if (row.Rd == RegisterFile.Integer) Store(ins.Rd);
        else StoreBits(ins.Rd);
        EmitPlainLimits();
    }

    /// <summary>Largest exponent of a plain result, less 2; zero while the inexact flag is clear, so that no result is plain.</summary>
    private void EmitPlainLimits()
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Call, HasInexact);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Ldc_I4, 0xfd);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Stloc, _plainLimitSingle);
        _il.Emit(OpCodes.Ldc_I4, 0x7fd);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Conv_U8);
        _il.Emit(OpCodes.Stloc, _plainLimit);
    }

    private void LoadBits(int register)
    {
        _il.Emit(OpCodes.Ldloc, _f[register]!);
        _il.Emit(OpCodes.Call, ToBits);
    }

    private void LoadSingle(int register)
    {
        LoadBits(register);
        _il.Emit(OpCodes.Conv_U4);
        _il.Emit(OpCodes.Call, SingleFromBits);
    }

    private void StoreBits(int register)
    {
        _il.Emit(OpCodes.Call, FromBits);
        _il.Emit(OpCodes.Stloc, _f[register]!);
    }

    private void StoreBoxed(int register)
    {
        EmitConstant(unchecked((long)0xffffffff_00000000));
        _il.Emit(OpCodes.Or);
        StoreBits(register);
    }
}
