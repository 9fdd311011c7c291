using System.Collections.Immutable;
using System.Text;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Workloads;

/// <summary>The kernels of this folder as the build's front end sees them, at published or at small sizes.</summary>
public sealed class WorkloadProject
{
    private WorkloadProject(CSharpCompilation compilation, ImmutableArray<AnalyzedKernel> kernels) => (Compilation, Kernels) = (compilation, kernels);

    /// <summary>The compilation.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>All kernels, each specialisation by itself, by name.</summary>
    public ImmutableArray<AnalyzedKernel> Kernels { get; }

    /// <summary>Compiles the sources that stand beside this program.</summary>
    /// <param name="small">Whether at the sizes for CI.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="more">Sources beside them.</param>
    /// <exception cref="InvalidOperationException">The front end refuses a kernel.</exception>
    public static WorkloadProject Load(bool small, CancellationToken cancellation, params IEnumerable<string> more)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Kernels");
        string[] files = [.. Directory.GetFiles(folder, "*.cs").Where(file => !small || Path.GetFileName(file) != "Sizes.cs"), .. small ? Directory.GetFiles(Path.Combine(folder, "Small"), "*.cs") : []];
        string[] trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Workloads",
            [
                CSharpSyntaxTree.ParseText("global using System;", path: "Usings.cs", encoding: Encoding.UTF8, cancellationToken: cancellation),
                .. files.Order(StringComparer.Ordinal).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file, encoding: Encoding.UTF8, cancellationToken: cancellation)),
                .. more.Select((text, n) => CSharpSyntaxTree.ParseText(text, path: $"More{n}.cs", encoding: Encoding.UTF8, cancellationToken: cancellation)),
            ],
            [
                .. trusted.Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
                MetadataReference.CreateFromFile(typeof(KernelAttribute).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        FrontendResult found = KernelFrontend.Analyze(compilation, cancellation);
        Diagnostic[] errors = [.. compilation.GetDiagnostics(cancellation).Concat(found.Diagnostics).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        return errors.Length > 0
            ? throw new InvalidOperationException(string.Join(Environment.NewLine, errors.Select(error => error.ToString())))
            : new(compilation, [.. found.Kernels.OrderBy(kernel => kernel.Info.DisplayName, StringComparer.Ordinal)]);
    }
}
