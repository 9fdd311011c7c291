namespace Autocomp.Emulator;

/// <summary>ABI names of the registers.</summary>
public static class RegisterNames
{
    private static readonly string[] IntegerNames =
    [
        "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5",
        "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
    ];

    private static readonly string[] FloatNames =
    [
        "ft0", "ft1", "ft2", "ft3", "ft4", "ft5", "ft6", "ft7", "fs0", "fs1", "fa0", "fa1", "fa2", "fa3", "fa4", "fa5",
        "fa6", "fa7", "fs2", "fs3", "fs4", "fs5", "fs6", "fs7", "fs8", "fs9", "fs10", "fs11", "ft8", "ft9", "ft10", "ft11",
    ];

    /// <summary>The name of an integer register.</summary>
    /// <param name="number">0..31.</param>
    /// <returns>For example <c>sp</c>.</returns>
    public static string Integer(int number) => IntegerNames[number];

    /// <summary>The name of a floating-point register.</summary>
    /// <param name="number">0..31.</param>
    /// <returns>For example <c>fs0</c>.</returns>
    public static string Float(int number) => FloatNames[number];
}
