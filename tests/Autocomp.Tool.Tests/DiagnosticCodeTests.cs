using System.Reflection;
using System.Text.RegularExpressions;

namespace Autocomp.Tool.Tests;

/// <summary>Every code that sources or build files can report has a test of its exact text and place.</summary>
public sealed partial class DiagnosticCodeTests
{
    /// <summary>The tests that compare whole messages and where they point.</summary>
    private static readonly string[] Tests =
    [
        "tests/Autocomp.Frontend.Tests/KernelDiagnosticTests.cs",
        "tests/Autocomp.Frontend.Tests/ScheduleDiagnosticTests.cs",
        "tests/Autocomp.Search.Tests/Projects/BuildDiagnosticsTests.cs",
        "tests/Autocomp.Build.Tests/Scenarios/WrongSettings.cs",
    ];

    [Fact]
    public void Codes_InSourcesAndBuildFiles_HaveATestOfTheirText()
    {
        string root = typeof(DiagnosticCodeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AutocompRoot").Value!;
        IEnumerable<string> sources = new[] { "src", "build" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".targets" or ".props")
            .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
        SortedSet<string> codes = [.. sources.SelectMany(file => Quoted().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)];
        string tests = string.Concat(Tests.Select(file => File.ReadAllText(Path.Combine(root, file))));

        codes.Count.ShouldBeGreaterThan(70);
        codes.Where(code => !tests.Contains(code, StringComparison.Ordinal)).ShouldBeEmpty("write the message and its place into one of " + string.Join(", ", Tests));
    }

    // In C# "AC1001", in targets Code="AC4010"; in text printed by C# \"AC4010\".
    [GeneratedRegex("\"(AC[0-9]{4})\\\\?\"")]
    private static partial Regex Quoted();
}
