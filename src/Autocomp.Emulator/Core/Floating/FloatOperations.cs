namespace Autocomp.Emulator;

/// <summary>Every computing floating-point instruction, on raw register bits.</summary>
internal static class FloatOperations
{
    private const ulong SignDouble = 1UL << 63;
    private const uint SignSingle = 1U << 31;

    /// <summary>Computes one instruction.</summary>
    /// <param name="opcode">Any that neither loads nor stores.</param>
    /// <param name="flags">Accrued exceptions; new ones are added.</param>
    /// <param name="a">rs1, from its own register file.</param>
    /// <param name="b">rs2.</param>
    /// <param name="c">rs3.</param>
    /// <param name="mode">The rounding mode, resolved.</param>
    /// <returns>The bits for rd: NaN-boxed singles, sign-extended words.</returns>
    public static ulong Compute(Opcode opcode, ref int flags, ulong a, ulong b, ulong c, RoundingMode mode) => opcode switch
    {
        Opcode.FaddD => FloatUnit.AddDouble(ref flags, a, b, mode),
        Opcode.FsubD => FloatUnit.SubtractDouble(ref flags, a, b, mode),
        Opcode.FmulD => FloatUnit.MultiplyDouble(ref flags, a, b, mode),
        Opcode.FdivD => FloatUnit.DivideDouble(ref flags, a, b, mode),
        Opcode.FsqrtD => FloatUnit.SquareRootDouble(ref flags, a, mode),
        Opcode.FmaddD => FloatUnit.MultiplyAddDouble(ref flags, a, b, c, false, false, mode),
        Opcode.FmsubD => FloatUnit.MultiplyAddDouble(ref flags, a, b, c, false, true, mode),
        Opcode.FnmsubD => FloatUnit.MultiplyAddDouble(ref flags, a, b, c, true, false, mode),
        Opcode.FnmaddD => FloatUnit.MultiplyAddDouble(ref flags, a, b, c, true, true, mode),
        Opcode.FaddS => FloatUnit.AddSingle(ref flags, a, b, mode),
        Opcode.FsubS => FloatUnit.SubtractSingle(ref flags, a, b, mode),
        Opcode.FmulS => FloatUnit.MultiplySingle(ref flags, a, b, mode),
        Opcode.FdivS => FloatUnit.DivideSingle(ref flags, a, b, mode),
        Opcode.FsqrtS => FloatUnit.SquareRootSingle(ref flags, a, mode),
        Opcode.FmaddS => FloatUnit.MultiplyAddSingle(ref flags, a, b, c, false, false, mode),
        Opcode.FmsubS => FloatUnit.MultiplyAddSingle(ref flags, a, b, c, false, true, mode),
        Opcode.FnmsubS => FloatUnit.MultiplyAddSingle(ref flags, a, b, c, true, false, mode),
        Opcode.FnmaddS => FloatUnit.MultiplyAddSingle(ref flags, a, b, c, true, true, mode),
        Opcode.FsgnjD => (a & ~SignDouble) | (b & SignDouble),
        Opcode.FsgnjnD => (a & ~SignDouble) | (~b & SignDouble),
        Opcode.FsgnjxD => a ^ (b & SignDouble),
        Opcode.FsgnjS => FloatUnit.Boxed((FloatUnit.Unbox(a) & ~SignSingle) | (FloatUnit.Unbox(b) & SignSingle)),
        Opcode.FsgnjnS => FloatUnit.Boxed((FloatUnit.Unbox(a) & ~SignSingle) | (~FloatUnit.Unbox(b) & SignSingle)),
        Opcode.FsgnjxS => FloatUnit.Boxed(FloatUnit.Unbox(a) ^ (FloatUnit.Unbox(b) & SignSingle)),
        Opcode.FmvXD or Opcode.FmvDX => a,
        Opcode.FmvXW => (ulong)(int)a,
        Opcode.FmvWX => FloatUnit.Boxed((uint)a),
        Opcode.FcvtDW => BitConverter.DoubleToUInt64Bits((int)a),
        Opcode.FcvtDWu => BitConverter.DoubleToUInt64Bits((uint)a),
        Opcode.FcvtDS => SoftFloat.Convert(FloatFormat.Single, FloatFormat.Double, FloatUnit.Unbox(a), mode, ref flags),
        Opcode.FcvtSD => FloatUnit.Boxed((uint)SoftFloat.Convert(FloatFormat.Double, FloatFormat.Single, a, mode, ref flags)),
        Opcode.FminD or Opcode.FmaxD => SoftFloat.MinMax(FloatFormat.Double, a, b, opcode == Opcode.FmaxD, ref flags),
        Opcode.FminS or Opcode.FmaxS =>
            FloatUnit.Boxed((uint)SoftFloat.MinMax(FloatFormat.Single, FloatUnit.Unbox(a), FloatUnit.Unbox(b), opcode == Opcode.FmaxS, ref flags)),
        Opcode.FclassD => SoftFloat.Classify(FloatFormat.Double, a),
        Opcode.FclassS => SoftFloat.Classify(FloatFormat.Single, FloatUnit.Unbox(a)),
        Opcode.FleD or Opcode.FltD or Opcode.FeqD => Compare(FloatFormat.Double, opcode - Opcode.FleD, a, b, ref flags),
        Opcode.FleS or Opcode.FltS or Opcode.FeqS => Compare(FloatFormat.Single, opcode - Opcode.FleS, FloatUnit.Unbox(a), FloatUnit.Unbox(b), ref flags),
        _ => ConvertInteger(opcode, ref flags, a, mode),
    };

    private static ulong Compare(FloatFormat format, int relation, ulong a, ulong b, ref int flags)
    {
        int order = SoftFloat.Compare(format, a, b, quiet: relation == 2, ref flags);
        return relation switch
        {
            0 => order <= 0,
            1 => order < 0,
            _ => order == 0,
        } ? 1UL : 0;
    }

    private static ulong ConvertInteger(Opcode opcode, ref int flags, ulong a, RoundingMode mode) => opcode switch
    {
        Opcode.FcvtWD => SoftFloat.ToInteger(FloatFormat.Double, a, true, 32, mode, ref flags),
        Opcode.FcvtWuD => SoftFloat.ToInteger(FloatFormat.Double, a, false, 32, mode, ref flags),
        Opcode.FcvtLD => SoftFloat.ToInteger(FloatFormat.Double, a, true, 64, mode, ref flags),
        Opcode.FcvtLuD => SoftFloat.ToInteger(FloatFormat.Double, a, false, 64, mode, ref flags),
        Opcode.FcvtWS => SoftFloat.ToInteger(FloatFormat.Single, FloatUnit.Unbox(a), true, 32, mode, ref flags),
        Opcode.FcvtWuS => SoftFloat.ToInteger(FloatFormat.Single, FloatUnit.Unbox(a), false, 32, mode, ref flags),
        Opcode.FcvtLS => SoftFloat.ToInteger(FloatFormat.Single, FloatUnit.Unbox(a), true, 64, mode, ref flags),
        Opcode.FcvtLuS => SoftFloat.ToInteger(FloatFormat.Single, FloatUnit.Unbox(a), false, 64, mode, ref flags),
        Opcode.FcvtDL => FromSigned(FloatFormat.Double, (long)a, mode, ref flags),
        Opcode.FcvtDLu => SoftFloat.FromInteger(FloatFormat.Double, false, a, mode, ref flags),
        Opcode.FcvtSW => FloatUnit.Boxed((uint)FromSigned(FloatFormat.Single, (int)a, mode, ref flags)),
        Opcode.FcvtSWu => FloatUnit.Boxed((uint)SoftFloat.FromInteger(FloatFormat.Single, false, (uint)a, mode, ref flags)),
        Opcode.FcvtSL => FloatUnit.Boxed((uint)FromSigned(FloatFormat.Single, (long)a, mode, ref flags)),
        Opcode.FcvtSLu => FloatUnit.Boxed((uint)SoftFloat.FromInteger(FloatFormat.Single, false, a, mode, ref flags)),
        _ => throw new ArgumentOutOfRangeException(nameof(opcode), opcode, "not a computing floating-point instruction"),
    };

    private static ulong FromSigned(FloatFormat format, long value, RoundingMode mode, ref int flags) =>
        SoftFloat.FromInteger(format, value < 0, value < 0 ? 0 - (ulong)value : (ulong)value, mode, ref flags);
}
