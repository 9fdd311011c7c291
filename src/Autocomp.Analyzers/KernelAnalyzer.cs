using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Autocomp.Analyzers;

/// <summary>Shows the front end's diagnostics in the editor, while a kernel or schedule is being written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Check, SymbolKind.Method);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || method.GetAttributes().IsEmpty) return;
        if (!AttributeNames.Has(method, AttributeNames.Kernel) && !AttributeNames.Has(method, AttributeNames.ScheduleFor)) return;
        foreach (Diagnostic diagnostic in KernelFrontend.Check(context.Compilation, method, context.CancellationToken))
        {
            // The compiler says so itself, and better.
            if (diagnostic.Id != DiagnosticDescriptors.DoesNotCompile.Id) context.ReportDiagnostic(diagnostic);
        }
    }
}
