namespace Autocomp.Emulator.Timing;

/// <summary>What the execute controller did in a cycle, for attribution.</summary>
internal enum ExecuteActivity
{
    /// <summary>No command.</summary>
    Idle,

    /// <summary>Operand rows went to the array.</summary>
    Feeding,

    /// <summary>Rows of a preload alone went to the array: no compute overlaps it.</summary>
    Preloading,

    /// <summary>A scratchpad bank was written, or two operands share one.</summary>
    BankConflict,

    /// <summary>The array or its tag queue takes no more.</summary>
    ArrayFull,

    /// <summary>A preload waits for the command behind it.</summary>
    WaitingForCommand,

    /// <summary>An operand is still being computed.</summary>
    Hazard,

    /// <summary>A configuration waits for the array to drain.</summary>
    Draining,

    /// <summary>A flush pushes results out.</summary>
    Flushing,
}
