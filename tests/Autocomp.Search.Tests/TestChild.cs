using System.Collections.Immutable;
using Autocomp.Search.Processes;

namespace Autocomp.Search.Tests;

/// <summary>This test program as a child of the worker.</summary>
internal static class TestChild
{
    public static EvaluatorLaunch Launch(params string[] command) => new(
        "dotnet",
        ["exec", typeof(TestChild).Assembly.Location, .. command],
        ImmutableDictionary<string, string>.Empty);
}
