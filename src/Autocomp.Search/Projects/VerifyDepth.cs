namespace Autocomp.Search.Projects;

/// <summary>How a stored schedule is checked when a build uses it (property <c>AutocompVerify</c>).</summary>
public enum VerifyDepth
{
    /// <summary>A short acceptance: two trials, the timed run, the bound. Default.</summary>
    Quick,

    /// <summary>Everything that a new schedule goes through.</summary>
    Full,
}
