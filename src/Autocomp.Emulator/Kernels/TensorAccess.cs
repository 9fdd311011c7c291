namespace Autocomp.Emulator;

/// <summary>What a kernel may do with a tensor argument.</summary>
public enum TensorAccess
{
    /// <summary>Read only; a write faults.</summary>
    In,

    /// <summary>Every element is written; earlier content is poison.</summary>
    Out,

    /// <summary>Read and written; unwritten elements keep their content.</summary>
    InOut,
}
