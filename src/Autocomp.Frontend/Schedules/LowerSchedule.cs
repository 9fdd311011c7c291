using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Schedules;

/// <summary>Lowers a schedule's entry method, bound to a kernel.</summary>
internal static class LowerSchedule
{
    /// <summary>Lowers a method.</summary>
    /// <returns>The tree with its canonical text, or null when anything was reported.</returns>
    public static ScheduleTree? Lower(Session session, IMethodSymbol method, KernelInfo kernel)
    {
        int before = session.Diagnostics.Reports;
        List<KeyValuePair<ISymbol, Binding>> bindings = Bind(session, method, kernel);
        if (session.Diagnostics.Reports != before) return null;
        Statement.Block body = LowerBody.Lower(session, method, bindings);
        return session.Diagnostics.Reports == before ? SchedulePrinter.PrintTree(kernel, body) : null;
    }

    /// <summary>The parameters that a schedule has, as C# text.</summary>
    public static string ParametersOf(KernelInfo kernel) =>
        string.Join(", ", kernel.AbiParameters.Select(p => ScalarTypes.Keyword(TypeOf(p)) + " " + p.Name));

    /// <summary>The type of a parameter of the C function.</summary>
    public static DataType TypeOf(KernelParameter parameter) => new(parameter.Scalar, parameter.Kind == ParameterKind.Tensor);

    private static List<KeyValuePair<ISymbol, Binding>> Bind(Session session, IMethodSymbol method, KernelInfo kernel)
    {
        List<KeyValuePair<ISymbol, Binding>> bindings = new();
        HashSet<string> missing = new(kernel.AbiParameters.Select(p => p.Name));
        Location name = method.Locations[0];
        int before = session.Diagnostics.Reports;
        if (!method.ReturnsVoid || !method.IsStatic) session.Diagnostics.Report(DiagnosticDescriptors.ScheduleEntry, name, method.Name, ParametersOf(kernel));
        foreach (IParameterSymbol symbol in method.Parameters)
        {
            KernelParameter? parameter = kernel.Parameters.FirstOrDefault(p => p.Name == symbol.Name);
            if (parameter is null || symbol.RefKind != RefKind.None || ScalarTypes.Of(symbol.Type) != TypeOf(parameter))
            {
                session.Diagnostics.Report(DiagnosticDescriptors.ScheduleParameter, symbol.Locations[0], symbol.Name, ParametersOf(kernel));
                continue;
            }

            missing.Remove(symbol.Name);
            Expression value = parameter.Kind == ParameterKind.Dimension
                ? Build.Constant((int)kernel.Specialization.Dimensions.First(d => d.Key == parameter.Name).Value)
                : new Expression.ReadParameter(parameter, TypeOf(parameter));
            bindings.Add(new KeyValuePair<ISymbol, Binding>(symbol, new Binding.Value(value)));
        }

        if (missing.Count > 0 && session.Diagnostics.Reports == before) session.Diagnostics.Report(DiagnosticDescriptors.ScheduleEntry, name, method.Name, ParametersOf(kernel));
        return bindings;
    }
}
