using System.Collections.Immutable;
using Autocomp.Analyzers;
using Autocomp.Analyzers.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Autocomp.Frontend.Tests;

public class CodeFixTests
{
    [Fact]
    public async Task MakeStatic_InstanceKernel_GetsTheModifier() => (await FixAsync(
        new MakeStatic(), "class K { [Kernel] public void Run([Shape(\"8\")] int[] x) { } }"))
        .ShouldContain("[Kernel] public static void Run([Shape(\"8\")] int[] x)");

    [Theory]
    [InlineData("int[] x", "[Shape(\"m\")] int[] x")]
    [InlineData("int[,] x", "[Shape(\"m, n\")] int[,] x")]
    [InlineData("[Output] Span<int> y, int rows", "[Output, Shape(\"rows\")] Span<int> y, int rows")]
    public async Task AddShape_TensorWithoutOne_GetsOneOfItsRank(string parameters, string expected) => (await FixAsync(
        new AddShape(), $"static class K {{ [Kernel] public static void Run({parameters}) {{ }} }}"))
        .ShouldContain($"Run({expected})");

    private static async Task<string> FixAsync(CodeFixProvider provider, string source)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Compilation compilation = Source.Compile(source);
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Sample", LanguageNames.CSharp).WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options).WithParseOptions(compilation.SyntaxTrees.First().Options);
        Document document = project.Documents.FirstOrDefault()!;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            document = project.AddDocument($"{project.DocumentIds.Count}.cs", await tree.GetTextAsync(token));
            project = document.Project;
        }

        ImmutableArray<Diagnostic> found = await (await project.GetCompilationAsync(token))!
            .WithAnalyzers([new KernelAnalyzer()]).GetAnalyzerDiagnosticsAsync(token);
        Diagnostic diagnostic = found.First(d => provider.FixableDiagnosticIds.Contains(d.Id));
        Document place = project.GetDocument(diagnostic.Location.SourceTree)!;
        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(place, diagnostic, (action, _) => actions.Add(action), token));
        ApplyChangesOperation change = (await actions.ShouldHaveSingleItem().GetOperationsAsync(token)).OfType<ApplyChangesOperation>().Single();
        return (await change.ChangedSolution.GetDocument(place.Id)!.GetTextAsync(token)).ToString();
    }
}
