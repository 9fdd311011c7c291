namespace Autocomp.Emulator;

/// <summary>Why a cycle of a timed run passed, seen from the array: each cycle belongs to exactly one cause.</summary>
public enum CycleCause
{
    /// <summary>Operand rows of a compute went to the array.</summary>
    ArrayBusy,

    /// <summary>Weights of a preload went to the array with no compute beside them.</summary>
    PreloadAlone,

    /// <summary>The array's operands could not be read: a scratchpad bank was written, or two operands share one.</summary>
    BankConflict,

    /// <summary>The array or its queue of results takes no more.</summary>
    ArrayFull,

    /// <summary>An operand is a result that the array still computes.</summary>
    OperandHazard,

    /// <summary>A configuration of the array waits until it is drained.</summary>
    ConfigurationDrain,

    /// <summary>Results are pushed out of the array (output-stationary).</summary>
    Flush,

    /// <summary>An execute command waits for a load, or the core for room among the loads.</summary>
    WaitingForLoads,

    /// <summary>An execute command waits for a store, or the core for room among the stores.</summary>
    WaitingForStores,

    /// <summary>An execute command waits for a store whose reads of the accumulator are held back by results.</summary>
    AccumulatorPort,

    /// <summary>Commands for the array are on their way through queues, unroller and reservation station.</summary>
    CommandPath,

    /// <summary>The accelerator has nothing for the array and the core does not wait for it: the core computes, loads, or takes its time to issue.</summary>
    IssueFromCore,

    /// <summary>The core stands in a fence, or at its return, until loads, stores or results are done; nothing for the array is left.</summary>
    Fence,

    /// <summary>The accelerator waits for something that never comes.</summary>
    Hang,
}
