using System.Collections.Immutable;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Tests;

/// <summary>Compiles sources and runs the front end over them.</summary>
internal static class Source
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll" or "System.Linq.dll" or "System.Collections.dll" or "System.Console.dll" or "Autocomp.dll")
            .Select(p => MetadataReference.CreateFromFile(p))];

    /// <summary>Characters before a source's own text.</summary>
    public static int Offset => Usings.Length;

    private const string Usings = "using System; using System.Numerics; using Autocomp;";

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Sample",
        references: References,
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    /// <summary>A compilation of one file; the usings stand on its first line.</summary>
    public static CSharpCompilation Compile(string source, bool checkOverflow = false) => Empty
        .WithOptions(Empty.Options.WithOverflowChecks(checkOverflow))
        .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Usings + source, new CSharpParseOptions(LanguageVersion.CSharp13), "Kernels.cs", System.Text.Encoding.UTF8));

    /// <summary>Analyses a file.</summary>
    public static FrontendResult Analyze(string source, bool checkOverflow = false) =>
        KernelFrontend.Analyze(Compile(source, checkOverflow), CancellationToken.None);

    /// <summary>The only kernel of a file that must be fine.</summary>
    public static KernelInfo Kernel(string source, bool checkOverflow = false)
    {
        CSharpCompilation compilation = Compile(source, checkOverflow);
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        FrontendResult result = KernelFrontend.Analyze(compilation, CancellationToken.None);
        result.Diagnostics.Select(Describe).ShouldBeEmpty();
        return result.Kernels.ShouldHaveSingleItem().Info;
    }

    /// <summary>A kernel of given statements over spans x and y of eight ints, an int s and a float f, with members beside it.</summary>
    public static string InKernel(string statements, string members = "") =>
        $"static class K {{ [Kernel] public static void Run([Shape(\"8\")] ReadOnlySpan<int> x, [Shape(\"8\")] Span<int> y, int s, float f) {{ {statements} }} {members} }}";

    /// <summary>The canonical body of such a kernel.</summary>
    public static string Body(string statements, string members = "", bool checkOverflow = false)
    {
        string text = CanonicalPrinter.Print(Kernel(InKernel(statements, members), checkOverflow));
        return text[(text.IndexOf("block\n", StringComparison.Ordinal) + 6)..];
    }

    /// <summary>Analyses a schedule.</summary>
    public static ScheduleResult Schedule(string text, KernelInfo kernel) => ScheduleFrontend.Analyze(text, "Dense.schedule.cs", kernel);

    /// <summary>A diagnostic as the build prints it.</summary>
    public static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return $"({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1},{span.EndLinePosition.Line + 1},{span.EndLinePosition.Character + 1}): {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
