namespace Autocomp.Search.Projects;

/// <summary>How much a message matters.</summary>
public enum BuildSeverity
{
    /// <summary>Shown at detailed verbosity.</summary>
    Information,

    /// <summary>Shown; the build goes on.</summary>
    Warning,

    /// <summary>Shown; the build fails.</summary>
    Error,
}
