namespace Autocomp.Emulator;

/// <summary>What an mvout does with the statistics of its rows, bits 28 to 26 of its local address. Source: NormCmd.scala.</summary>
internal enum NormCommand
{
    Reset = 0,
    Sum = 1,
    Mean = 2,
    Variance = 3,
    InverseDeviation = 4,
    Maximum = 5,
    SumExp = 6,
    InverseSumExp = 7,
}

/// <summary>The constants that config_norm sets.</summary>
internal struct NormConstants
{
    public int Qb;
    public int Qc;
    public int Qln2;
    public int Qln2Inverse;
}
