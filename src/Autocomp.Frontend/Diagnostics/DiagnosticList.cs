using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Diagnostics;

/// <summary>Collects diagnostics, each once: specialisations of one kernel repeat what is wrong with it.</summary>
internal sealed class DiagnosticList
{
    private readonly HashSet<(string Id, Location Location, string Message)> seen = new();
    private readonly List<Diagnostic> diagnostics = new();

    /// <summary>Number of reports so far, repeated ones included; tells whether a step reported anything.</summary>
    public int Reports { get; private set; }

    /// <summary>Adds a diagnostic at a place.</summary>
    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Add(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>Adds a diagnostic.</summary>
    public void Add(Diagnostic diagnostic)
    {
        Reports++;
        if (seen.Add((diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))) diagnostics.Add(diagnostic);
    }

    /// <summary>The diagnostics in order of report.</summary>
    public ImmutableArray<Diagnostic> ToImmutable() => diagnostics.ToImmutableArray();
}
