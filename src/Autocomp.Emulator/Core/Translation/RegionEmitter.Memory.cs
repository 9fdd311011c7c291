using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;

namespace Autocomp.Emulator;

// Loads and stores: one look-up as in the interpreter; what it refuses goes to a helper, and if that refuses too, to the interpreter.
internal sealed unsafe partial class RegionEmitter
{
    private static readonly MethodInfo Rotate = typeof(BitOperations).GetMethod(nameof(BitOperations.RotateRight), [typeof(ulong), typeof(int)])!;
    private static readonly MethodInfo LoadSlowly = typeof(Interpreter).GetMethod(nameof(Interpreter.TryLoadFromRegion))!;
    private static readonly MethodInfo StoreSlowly = typeof(Interpreter).GetMethod(nameof(Interpreter.TryStoreFromRegion))!;

    /// <summary>Emits a load or store; false when the instruction is neither.</summary>
    private bool EmitAccess(in DecodedInstruction ins, ulong pc, int left)
    {
        switch (ins.Opcode)
        {
            case Opcode.Lb: EmitLoad(ins, pc, left, 0, OpCodes.Ldind_I1, OpCodes.Conv_I1); return true;
            case Opcode.Lh: EmitLoad(ins, pc, left, 1, OpCodes.Ldind_I2, OpCodes.Conv_I2); return true;
            case Opcode.Lw: EmitLoad(ins, pc, left, 2, OpCodes.Ldind_I4, OpCodes.Conv_I4); return true;
            case Opcode.Lbu: EmitLoad(ins, pc, left, 0, OpCodes.Ldind_U1, OpCodes.Conv_U1); return true;
            case Opcode.Lhu: EmitLoad(ins, pc, left, 1, OpCodes.Ldind_U2, OpCodes.Conv_U2); return true;
            case Opcode.Lwu or Opcode.Flw: EmitLoad(ins, pc, left, 2, OpCodes.Ldind_U4, OpCodes.Conv_U4); return true;
            case Opcode.Ld or Opcode.Fld: EmitLoad(ins, pc, left, 3, OpCodes.Ldind_I8, OpCodes.Nop); return true;
            case Opcode.Sb: EmitStore(ins, pc, left, 0, OpCodes.Stind_I1); return true;
            case Opcode.Sh: EmitStore(ins, pc, left, 1, OpCodes.Stind_I2); return true;
            case Opcode.Sw or Opcode.Fsw: EmitStore(ins, pc, left, 2, OpCodes.Stind_I4); return true;
            case Opcode.Sd or Opcode.Fsd: EmitStore(ins, pc, left, 3, OpCodes.Stind_I8); return true;
            default: return false;
        }
    }

    private void EmitLoad(DecodedInstruction ins, ulong pc, int left, int log, OpCode load, OpCode narrow)
    {
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        EmitLookup(ins, log, OpCodes.Ldarg_2, slow);
        _il.Emit(OpCodes.Ldloc, _bias);
        _il.Emit(OpCodes.Ldloc, _address);
        _il.Emit(OpCodes.Add);
        _il.Emit(load);
        Extend(narrow);
        StoreLoaded(ins);
        _il.MarkLabel(done);
        _rare.Add(() =>
        {
            _il.MarkLabel(slow);
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldloc, _address);
            _il.Emit(OpCodes.Ldc_I4, 1 << log);
            EmitConstant(pc);
            _il.Emit(OpCodes.Ldloca, _slow);
            _il.Emit(OpCodes.Call, LoadSlowly);
            _il.Emit(OpCodes.Brfalse, LeaveAt(pc, left));
            _il.Emit(OpCodes.Ldloc, _slow);
            _il.Emit(narrow);
            Extend(narrow);
            StoreLoaded(ins);
            _il.Emit(OpCodes.Br, done);
        });
    }

    private void EmitStore(DecodedInstruction ins, ulong pc, int left, int log, OpCode store)
    {
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        EmitLookup(ins, log, OpCodes.Ldarg_3, slow);
        _il.Emit(OpCodes.Ldloc, _bias);
        _il.Emit(OpCodes.Ldloc, _address);
        _il.Emit(OpCodes.Add);
        LoadStored(ins);
        _il.Emit(store);
        _il.MarkLabel(done);
        _rare.Add(() =>
        {
            _il.MarkLabel(slow);
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldloc, _address);
            LoadStored(ins);
            _il.Emit(OpCodes.Ldc_I4, 1 << log);
            EmitConstant(pc);
            _il.Emit(OpCodes.Call, StoreSlowly);
            _il.Emit(OpCodes.Brtrue, done);
            _il.Emit(OpCodes.Br, LeaveAt(pc, left));
        });
    }

    /// <summary>Leaves the address in one local and what turns it into a host address in another.</summary>
    private void EmitLookup(in DecodedInstruction ins, int log, OpCode table, Label slow)
    {
        Load(ins.Rs1);
        if (ins.Immediate != 0)
        {
            EmitConstant(ins.Immediate);
            _il.Emit(OpCodes.Add);
        }

        _il.Emit(OpCodes.Stloc, _address);
        _il.Emit(OpCodes.Ldloc, _address);
        if (log != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, log);
            _il.Emit(OpCodes.Call, Rotate);
        }

        _il.Emit(OpCodes.Ldc_I4, Memory.PageBits - log);
        _il.Emit(OpCodes.Shr_Un);
        _il.Emit(OpCodes.Stloc, _page);
        _il.Emit(OpCodes.Ldloc, _page);
        EmitConstant(Memory.PageCount);
        _il.Emit(OpCodes.Bge_Un, slow);
        _il.Emit(table);
        _il.Emit(OpCodes.Ldloc, _page);
        _il.Emit(OpCodes.Ldc_I4_3);
        _il.Emit(OpCodes.Shl);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, _bias);
        _il.Emit(OpCodes.Ldloc, _bias);
        _il.Emit(OpCodes.Brfalse, slow);
    }

    private void Extend(OpCode narrow)
    {
        if (narrow == OpCodes.Nop) return;
        bool isSigned = narrow == OpCodes.Conv_I1 || narrow == OpCodes.Conv_I2 || narrow == OpCodes.Conv_I4;
        _il.Emit(isSigned ? OpCodes.Conv_I8 : OpCodes.Conv_U8);
    }

    private void StoreLoaded(in DecodedInstruction ins)
    {
        switch (ins.Opcode)
        {
            case Opcode.Flw: StoreBoxed(ins.Rd); break;
            case Opcode.Fld: StoreBits(ins.Rd); break;
            default: Store(ins.Rd); break;
        }
    }

    private void LoadStored(in DecodedInstruction ins)
    {
        if (ins.Opcode is Opcode.Fsw or Opcode.Fsd) LoadBits(ins.Rs2);
        else Load(ins.Rs2);
    }
}
