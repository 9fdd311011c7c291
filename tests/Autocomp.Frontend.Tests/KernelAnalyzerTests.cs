using System.Collections.Immutable;
using Autocomp.Analyzers;
using Autocomp.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Autocomp.Frontend.Tests;

public class KernelAnalyzerTests
{
    [Theory]
    [InlineData("class K { [Kernel] void Run() { } }", "AC1001")]
    [InlineData("class K { [Kernel] static void Run([Shape(\"n\")] int[] x) { } }", "AC1022")]
    [InlineData("class K { [Kernel] static void Run(int s) { s = F(s); } static int F(int a) => new int[a].Length; }", "AC1101")]
    [InlineData("class K { [Kernel] static void Run(int s) { } [ScheduleFor(nameof(Run))] static void Hand(int s) { throw null!; } }", "AC1104")]
    [InlineData("class K { [Kernel] static void Run(int s) { s = missing; } }", "")]
    [InlineData("class K { static void Run(string s) { throw null!; } }", "")]
    public async Task Analyze_Source_ReportsWhatTheBuildReports(string source, string ids)
    {
        ImmutableArray<Diagnostic> found = await Source.Compile(source)
            .WithAnalyzers([new KernelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        string.Join(" ", found.Select(d => d.Id)).ShouldBe(ids);
    }

    [Fact]
    public void SupportedDiagnostics_AllDescriptors_HaveDistinctIdsAndFullSentences()
    {
        ImmutableArray<DiagnosticDescriptor> all = new KernelAnalyzer().SupportedDiagnostics;
        all.ShouldBe(DiagnosticDescriptors.All);
        all.Select(d => d.Id).ShouldBeUnique();
        all.Select(d => d.Id).ShouldBeInOrder();
        all.ShouldAllBe(d => d.Id.StartsWith("AC1") && d.DefaultSeverity == DiagnosticSeverity.Error && d.MessageFormat.ToString(null).Length > 20);
    }

    [Fact]
    public void Descriptors_Each_HasATestOfItsText()
    {
        HashSet<string> tested = [.. KernelDiagnosticTests.Declarations.Select(r => r.Data.Item1), .. KernelDiagnosticTests.Statements.Select(r => r.Data.Item1),
            .. ScheduleDiagnosticTests.Files.Select(r => r.Data.Item1), .. ScheduleDiagnosticTests.Statements.Select(r => r.Data.Item1), ScheduleDiagnosticTests.KernelCalled];
        DiagnosticDescriptors.All.Select(d => d.Id).Where(id => !tested.Contains(id)).ShouldBeEmpty();
    }
}
