namespace Autocomp.Emulator;

/// <summary>The guest asked to end the run (HTIF exit).</summary>
internal sealed class StopException(ulong exitCode) : Exception
{
    /// <summary>What it said.</summary>
    public ulong ExitCode { get; } = exitCode;
}
