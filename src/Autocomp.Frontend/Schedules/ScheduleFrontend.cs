using System.Text;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Frontend.Schedules;

/// <summary>Reads a schedule's text: checks what it declares, binds it against the intrinsics and lowers it. Nothing in it is executed.</summary>
public static class ScheduleFrontend
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13, DocumentationMode.None);

    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Schedule",
        references: ScheduleReferences.All,
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, concurrentBuild: false, deterministic: true)));

    /// <summary>Analyses a schedule.</summary>
    /// <param name="text">C# text: one static class with the entry method, helpers and consts.</param>
    /// <param name="path">Its path, for diagnostics.</param>
    /// <param name="kernel">The kernel that it must fit.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The tree with its canonical text, or what is wrong.</returns>
    public static ScheduleResult Analyze(string text, string path, KernelInfo kernel, CancellationToken cancellation = default)
    {
        DiagnosticList diagnostics = new();
        if (text.Length > Limits.SourceCharacters)
        {
            diagnostics.Report(DiagnosticDescriptors.SourceTooLong, Location.Create(path, default, default), text.Length, Limits.SourceCharacters);
            return new ScheduleResult(null, diagnostics.ToImmutable());
        }

        SyntaxTree syntax = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path, cancellation);
        SyntaxNode root = syntax.GetRoot(cancellation);
        if (SyntaxDepth.Of(root) > Limits.SyntaxDepth) diagnostics.Report(DiagnosticDescriptors.NestingTooDeep, Location.Create(path, default, default), Limits.SyntaxDepth);
        else Errors(syntax.GetDiagnostics(cancellation), diagnostics);
        if (diagnostics.Reports > 0 || CheckDeclarations.FindEntry(root, kernel, diagnostics) is not { } entry) return new ScheduleResult(null, diagnostics.ToImmutable());

        CSharpCompilation compilation = Empty.Value.AddSyntaxTrees(syntax);
        SemanticModel model = compilation.GetSemanticModel(syntax);
        Errors(model.GetDiagnostics(cancellationToken: cancellation), diagnostics);
        if (diagnostics.Reports > 0 || model.GetDeclaredSymbol(entry, cancellation) is not IMethodSymbol method) return new ScheduleResult(null, diagnostics.ToImmutable());

        Session session = new(compilation, BodyLanguage.Schedule, diagnostics, cancellation);
        ScheduleTree? tree = LowerSchedule.Lower(session, method, kernel);
        return new ScheduleResult(diagnostics.Reports == 0 ? tree : null, diagnostics.ToImmutable());
    }

    private static void Errors(IEnumerable<Diagnostic> found, DiagnosticList diagnostics)
    {
        foreach (Diagnostic diagnostic in found.Where(d => d.Severity == DiagnosticSeverity.Error)) diagnostics.Add(diagnostic);
    }
}
