namespace Autocomp.Tool.BuildProperties;

/// <summary>One MSBuild property of the package.</summary>
/// <param name="Name">For example <c>AutocompMode</c>.</param>
/// <param name="Option">The worker's option that carries it, or empty when the targets use it themselves.</param>
/// <param name="Default">Value when nobody sets it; empty for none.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Summary">What it means, for the documents; Markdown.</param>
internal sealed record BuildProperty(string Name, string Option, string Default, BuildPropertyKind Kind, string Summary)
{
    /// <summary>The values of a choice, separated by bars.</summary>
    public string Choices { get; init; } = "";

    /// <summary>When the default applies, as an MSBuild condition; empty for always.</summary>
    public string When { get; init; } = "";

    /// <summary>The default as documents state it, when it is not simply <see cref="Default"/>.</summary>
    public string DefaultText { get; init; } = "";
}
