namespace Autocomp.Isa;

/// <summary>The part of the accelerator that executes a command.</summary>
public enum CommandUnit
{
    /// <summary>Load controller: main memory to scratchpad or accumulator.</summary>
    Load,

    /// <summary>Store controller: scratchpad or accumulator to main memory.</summary>
    Store,

    /// <summary>Execute controller: the systolic array.</summary>
    Execute,

    /// <summary>Loop unrollers: macro commands that expand to the others.</summary>
    Loop,

    /// <summary>Front end: flush, counters, clock gating.</summary>
    FrontEnd,
}
