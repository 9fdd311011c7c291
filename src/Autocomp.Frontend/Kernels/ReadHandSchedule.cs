using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Signatures;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Kernels;

/// <summary>Reads a method marked <c>[ScheduleFor]</c>.</summary>
internal static class ReadHandSchedule
{
    /// <summary>The kernels of the schedule's class that its mark names.</summary>
    public static IEnumerable<IMethodSymbol> KernelsOf(IMethodSymbol schedule)
    {
        string? name = AttributeNames.Of(schedule, AttributeNames.ScheduleFor).First().ConstructorArguments.FirstOrDefault().Value as string;
        return schedule.ContainingType.GetMembers(name ?? "").OfType<IMethodSymbol>().Where(m => AttributeNames.Has(m, AttributeNames.Kernel));
    }

    /// <summary>Binds the schedule to each specialisation that it serves.</summary>
    public static List<HandSchedule> Read(Compilation compilation, IMethodSymbol method, List<AnalyzedKernel> kernels, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        List<HandSchedule> schedules = new();
        AttributeText text = AttributeText.Of(AttributeNames.Of(method, AttributeNames.ScheduleFor).First(), cancellation);
        if (KernelsOf(method).FirstOrDefault() is not { } kernelMethod)
        {
            diagnostics.Report(DiagnosticDescriptors.ScheduleForUnknown, text.Location, text.Text, method.ContainingType.Name);
            return schedules;
        }

        List<AnalyzedKernel> candidates = kernels.Where(k => SymbolEqualityComparer.Default.Equals(k.Method, kernelMethod)).ToList();
        if (candidates.Count == 0) return schedules;
        foreach (AnalyzedKernel kernel in Restrict(method, candidates, diagnostics, cancellation))
        {
            int before = diagnostics.Reports;
            Session session = new(compilation, BodyLanguage.Schedule, diagnostics, cancellation);
            if (LowerSchedule.Lower(session, method, kernel.Info) is { } tree && diagnostics.Reports == before) schedules.Add(new HandSchedule(method, tree));
        }

        return schedules;
    }

    private static List<AnalyzedKernel> Restrict(IMethodSymbol method, List<AnalyzedKernel> kernels, DiagnosticList diagnostics, CancellationToken cancellation)
    {
        List<AttributeData> attributes = AttributeNames.Of(method, AttributeNames.Specialize).ToList();
        if (attributes.Count == 0) return kernels;
        List<AnalyzedKernel> restricted = new();
        foreach (AttributeText text in attributes.Select(a => AttributeText.Of(a, cancellation)))
        {
            var dimensions = ReadSpecialization.Read(text.Text, out (string Message, int Position)? error);
            if (error is { } wrong)
            {
                diagnostics.Report(DiagnosticDescriptors.MalformedSpecialize, text.Part(Math.Min(wrong.Position, text.Text.Length), wrong.Position < text.Text.Length ? 1 : 0), wrong.Message);
                continue;
            }

            string wanted = ReadSignature.Sorted(dimensions).ToString();
            int found = restricted.Count;
            restricted.AddRange(kernels.Where(k => k.Info.Specialization.ToString() == wanted));
            if (restricted.Count == found) diagnostics.Report(DiagnosticDescriptors.ScheduleForSpecialization, text.Location, kernels[0].Method.Name, wanted);
        }

        return restricted;
    }
}
