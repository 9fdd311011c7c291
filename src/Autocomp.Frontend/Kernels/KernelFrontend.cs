using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Signatures;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Kernels;

/// <summary>Finds the kernels of a compilation and lowers them.</summary>
public static class KernelFrontend
{
    /// <summary>Analyses every method marked <c>[Kernel]</c> or <c>[ScheduleFor]</c>.</summary>
    /// <param name="compilation">The user's compilation, as the compiler had it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Kernels, hand-written schedules and what is wrong; the same for the same source.</returns>
    public static FrontendResult Analyze(Compilation compilation, CancellationToken cancellation)
    {
        DiagnosticList diagnostics = new();
        List<AnalyzedKernel> kernels = new();
        List<HandSchedule> schedules = new();
        List<IMethodSymbol> methods = MarkedMethods.In(compilation, cancellation);
        HashSet<string> symbols = new(StringComparer.Ordinal);
        foreach (IMethodSymbol method in methods.Where(m => AttributeNames.Has(m, AttributeNames.Kernel)))
        {
            kernels.AddRange(AnalyzeKernel(compilation, method, symbols, diagnostics, cancellation));
        }

        foreach (IMethodSymbol method in methods.Where(m => AttributeNames.Has(m, AttributeNames.ScheduleFor)))
        {
            schedules.AddRange(ReadHandSchedule.Read(compilation, method, kernels, diagnostics, cancellation));
        }

        return new FrontendResult(kernels.ToImmutableArray(), schedules.ToImmutableArray(), diagnostics.ToImmutable());
    }

    /// <summary>Analyses one method alone: what an editor shows while it is being written.</summary>
    /// <param name="compilation">The user's compilation.</param>
    /// <param name="method">A method marked <c>[Kernel]</c> or <c>[ScheduleFor]</c>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>What is wrong with it.</returns>
    public static ImmutableArray<Diagnostic> Check(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        DiagnosticList diagnostics = new();
        HashSet<string> symbols = new(StringComparer.Ordinal);
        if (AttributeNames.Has(method, AttributeNames.Kernel)) AnalyzeKernel(compilation, method, symbols, diagnostics, cancellation);
        if (!AttributeNames.Has(method, AttributeNames.ScheduleFor)) return diagnostics.ToImmutable();
        DiagnosticList ofKernels = new();
        List<AnalyzedKernel> kernels = new();
        foreach (IMethodSymbol kernel in ReadHandSchedule.KernelsOf(method))
        {
            kernels.AddRange(AnalyzeKernel(compilation, kernel, symbols, ofKernels, cancellation));
        }

        ReadHandSchedule.Read(compilation, method, kernels, diagnostics, cancellation);
        return diagnostics.ToImmutable();
    }

    private static List<AnalyzedKernel> AnalyzeKernel(Compilation compilation, IMethodSymbol method, HashSet<string> symbols, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        List<AnalyzedKernel> kernels = new();
        if (ReadSignature.Read(method, diagnostics, cancellation) is not { } declaration) return kernels;
        int before = diagnostics.Reports;
        foreach (Specialization specialization in declaration.Specializations)
        {
            string name = KernelDeclaration.MetadataNameOf(method);
            string symbol = KernelDeclaration.SymbolOf(name, specialization);
            if (!symbols.Add(symbol))
            {
                diagnostics.Report(DiagnosticDescriptors.KernelOverloaded, method.Locations[0], method.Name);
                break;
            }

            Session session = new(compilation, BodyLanguage.Kernel, diagnostics, cancellation);
            ImmutableArray<KernelParameter> parameters = SpecializeParameters.Specialize(declaration, specialization);
            Statement.Block body = LowerBody.Lower(session, method, KernelBindings.Of(method.PartialImplementationPart ?? method, parameters, specialization));
            if (diagnostics.Reports != before) break;
            KernelInfo info = new(name, specialization, symbol, parameters, body, Spans.Of(method.Locations[0]));
            kernels.Add(new AnalyzedKernel(info, method, session.Uses));
        }

        if (diagnostics.Reports != before) kernels.Clear();
        return kernels;
    }
}
