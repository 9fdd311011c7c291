namespace Autocomp.Emulator.Timing;

/// <summary>One of the two loops that the matmul unroller can hold.</summary>
internal sealed class LoopMatmulState
{
    public int I, J, K, PadI, PadJ, PadK;
    public ulong A, B, C, D;
    public ulong AStride, BStride, CStride, DStride;
    public bool ATransposed, BTransposed, LowD, FullC, Accumulates;
    public bool Configured, Running;
    public ulong Pc;

    /// <summary>Started, by engine: A, B, D, execute, store.</summary>
    public bool[] Started { get; } = new bool[5];

    /// <summary>Finished, by engine.</summary>
    public bool[] Finished { get; } = new bool[5];

    public int AStart { get; init; }

    public int BEnd { get; init; }

    public bool AllFinished => Finished[0] && Finished[1] && Finished[2] && Finished[3] && Finished[4];

    public void Clear()
    {
        Configured = Running = false;
        Array.Clear(Started);
        Array.Clear(Finished);
    }

    public void Configure(in AcceleratorCommand command)
    {
        switch (command.Funct)
        {
            case 9:
                (K, J, I) = ((int)(command.Rs2 >> 32) & 0xFFFF, (int)(command.Rs2 >> 16) & 0xFFFF, (int)command.Rs2 & 0xFFFF);
                (PadK, PadJ, PadI) = ((int)(command.Rs1 >> 32) & 0xFFFF, (int)(command.Rs1 >> 16) & 0xFFFF, (int)command.Rs1 & 0xFFFF);
                break;
            case 10:
                (A, B) = (command.Rs1, command.Rs2);
                break;
            case 11:
                (D, C) = (command.Rs1, command.Rs2);
                break;
            case 12:
                (AStride, BStride) = (command.Rs1, command.Rs2);
                break;
            case 13:
                (DStride, CStride) = (command.Rs1, command.Rs2);
                break;
            default:
                (Accumulates, FullC, LowD) = ((command.Rs1 & 1) != 0, (command.Rs1 & 2) != 0, (command.Rs1 & 4) != 0);
                (ATransposed, BTransposed) = ((command.Rs2 & 1) != 0, (command.Rs2 & 2) != 0);
                (Configured, Pc) = (true, command.Pc);
                break;
        }
    }
}
