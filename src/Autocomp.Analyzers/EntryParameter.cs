namespace Autocomp.Analyzers;

/// <summary>A parameter of a typed entry point.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, fully qualified.</param>
/// <param name="Element">Element type of a tensor, or the type that a scalar is handed over as.</param>
/// <param name="Role">What it is.</param>
/// <param name="Storage">Of a tensor.</param>
internal sealed record EntryParameter(string Name, string Type, string Element, EntryRole Role, EntryStorage Storage)
{
    /// <summary>Ends of the declared range of a scalar as C# literals, or null.</summary>
    public (string Low, string High)? Range { get; init; }
}
