namespace Autocomp.Tool;

/// <summary>What the command's exit code says; docs/command.md repeats it.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and nothing is wrong.</summary>
    public const int Done = 0;

    /// <summary>The work failed or found something wrong; a message says what.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted; what was found so far is kept.</summary>
    public const int Cancelled = 130;
}
