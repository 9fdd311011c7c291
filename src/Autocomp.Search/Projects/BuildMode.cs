namespace Autocomp.Search.Projects;

/// <summary>What a build may do (property <c>AutocompMode</c>).</summary>
public enum BuildMode
{
    /// <summary>Use valid or old entries; without one, a bounded built-in search whose result stays under <c>obj</c>. No network, no model. Default.</summary>
    Auto,

    /// <summary>The full search that the project configures, model included; writes the schedule folder.</summary>
    Tune,

    /// <summary>Only valid or old entries; anything else is an error at the kernel's line. No search, no network.</summary>
    Locked,

    /// <summary>Nothing is built.</summary>
    Off,
}
