using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Autocomp.Search.Reference;

/// <summary>Emits an assembly that holds one kernel, what it calls, and nothing else of the user's project: no module initialisers, static constructors, attributes or base types.</summary>
public static class ReferenceEmitter
{
    /// <summary>Emits the reference of one specialised kernel as the front end found it.</summary>
    public static ReferenceAssembly Emit(Compilation compilation, AnalyzedKernel kernel, CancellationToken cancellation = default) =>
        Emit(compilation, kernel.Info, kernel.Method, kernel.Uses, cancellation);

    /// <summary>Emits the reference of one specialised kernel.</summary>
    /// <param name="compilation">The user's compilation; its language version, checked option and references are used.</param>
    /// <param name="kernel">Parameters and sizes.</param>
    /// <param name="method">The kernel's method.</param>
    /// <param name="uses">Helper methods and constants that it reaches, as far as known; more are found from source.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The assembly, or the reason why there is none.</returns>
    public static ReferenceAssembly Emit(
        Compilation compilation, KernelInfo kernel, IMethodSymbol method, IEnumerable<ISymbol> uses, CancellationToken cancellation = default)
    {
        string entry;
        try
        {
            entry = EntryWriter.Write(method.Name, kernel);
        }
        catch (NotSupportedException e)
        {
            return ReferenceAssembly.Failed(e.Message);
        }
        ImmutableArray<SyntaxTree> trees = Reduce(compilation, method, uses, entry, cancellation);
        CSharpCompilation reduced = CSharpCompilation.Create(
            "Autocomp.Reference." + kernel.Symbol, trees, compilation.References, Options((CSharpCompilationOptions)compilation.Options));
        reduced = DropDanglingUsings(reduced, cancellation);
        using var image = new MemoryStream();
        EmitResult result = reduced.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: cancellation);
        if (!result.Success)
        {
            Diagnostic error = result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            FileLinePositionSpan at = error.Location.GetLineSpan();
            return ReferenceAssembly.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"The kernel does not compile on its own: {Path.GetFileName(at.Path)}({at.StartLinePosition.Line + 1}): {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}"));
        }
        return new([.. image.ToArray()], Libraries(compilation), null);
    }

    private static ImmutableArray<SyntaxTree> Reduce(
        Compilation compilation, IMethodSymbol method, IEnumerable<ISymbol> uses, string entry, CancellationToken cancellation)
    {
        ILookup<SyntaxTree, SyntaxNode> kept = KernelClosure.Find(compilation, method, uses, cancellation);
        SyntaxNode kernel = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            var root = (CompilationUnitSyntax)tree.GetRoot(cancellation);
            SyntaxNode[] declarations = [.. kept[tree]];
            if (declarations.Length == 0 && !root.Usings.Any(u => u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))) continue;
            string text = SourceReduction.Reduce(root, declarations, kernel.SyntaxTree == tree ? kernel : null, entry);
            trees.Add(Parse(text, tree));
        }
        return trees.ToImmutable();
    }

    private static SyntaxTree Parse(string text, SyntaxTree like) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), (CSharpParseOptions)like.Options, like.FilePath);

    // Usings of namespaces and types that only the rest of the project has.
    private static CSharpCompilation DropDanglingUsings(CSharpCompilation compilation, CancellationToken cancellation)
    {
        while (true)
        {
            ILookup<SyntaxTree, UsingDirectiveSyntax> dangling = compilation.GetDiagnostics(cancellation)
                .Where(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree is not null)
                .Select(d => d.Location.SourceTree!.GetRoot(cancellation).FindNode(d.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>())
                .OfType<UsingDirectiveSyntax>()
                .Distinct()
                .ToLookup(u => u.SyntaxTree);
            if (dangling.Count == 0) return compilation;
            foreach (IGrouping<SyntaxTree, UsingDirectiveSyntax> group in dangling)
            {
                char[] text = group.Key.GetText(cancellation).ToString().ToCharArray();
                foreach (UsingDirectiveSyntax directive in group) BlankLine(text.AsSpan(directive.SpanStart, directive.Span.Length));
                compilation = compilation.ReplaceSyntaxTree(group.Key, Parse(new string(text), group.Key));
            }
        }
    }

    private static void BlankLine(Span<char> text)
    {
        foreach (ref char c in text)
        {
            if (c is not ('\r' or '\n')) c = ' ';
        }
    }

    private static CSharpCompilationOptions Options(CSharpCompilationOptions user) =>
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithOverflowChecks(user.CheckOverflow)
            .WithAllowUnsafe(true)
            .WithDeterministic(true)
            .WithUsings(user.Usings)
            .WithConcurrentBuild(false)
            .WithAssemblyIdentityComparer(user.AssemblyIdentityComparer)
            .WithNullableContextOptions(NullableContextOptions.Disable);

    // Reference assemblies hold no code, and the framework is the child's own.
    private static ImmutableArray<string> Libraries(Compilation compilation) =>
    [
        .. compilation.References.OfType<PortableExecutableReference>()
            .Select(r => r.FilePath)
            .OfType<string>()
            .Where(path => !path.Replace('\\', '/').Contains("/ref/", StringComparison.Ordinal)),
    ];
}
