namespace Autocomp.Search.Evaluation;

/// <summary>How far a candidate came.</summary>
public enum EvaluationStage
{
    /// <summary>The text is too large, or not C# of the subset.</summary>
    Frontend,

    /// <summary>A data value or pointer value reaches control flow or an operand.</summary>
    Obliviousness,

    /// <summary>LLVM refused, or a limit of code generation was passed.</summary>
    CodeGeneration,

    /// <summary>The emulator faulted.</summary>
    Execution,

    /// <summary>Values differ from the C# method.</summary>
    Values,

    /// <summary>Faster than the commands and bytes that it executed allow.</summary>
    Bound,

    /// <summary>The evaluating process died or ran out of time or memory.</summary>
    Process,

    /// <summary>So slow that the timed run was stopped; its values are those of the other trials.</summary>
    Slow,

    /// <summary>Everything held.</summary>
    Accepted,
}
