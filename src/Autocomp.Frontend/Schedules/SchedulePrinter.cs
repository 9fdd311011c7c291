using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Lowering;
using Autocomp.Frontend.Tree;

namespace Autocomp.Frontend.Schedules;

/// <summary>Prints a schedule's tree as canonical C# text: one spelling a tree, which the front end reads back to the same tree.</summary>
public static class SchedulePrinter
{
    /// <summary>The text of an accepted schedule.</summary>
    public static string Print(ScheduleTree tree) => tree.Text;

    /// <summary>Prints a body over pointers.</summary>
    /// <param name="kernel">The kernel that it implements.</param>
    /// <param name="body">The body; tensor parameters are read as pointers.</param>
    /// <returns>A complete schedule file.</returns>
    public static string Print(KernelInfo kernel, Statement.Block body) => PrintTree(kernel, body).Text;

    /// <summary>Prints a body and binds its statements to the lines of the text.</summary>
    /// <param name="kernel">The kernel that it implements.</param>
    /// <param name="body">The body; tensor parameters are read as pointers.</param>
    /// <returns>The schedule.</returns>
    public static ScheduleTree PrintTree(KernelInfo kernel, Statement.Block body)
    {
        Statement.Block tidy = TidyTree.Tidy(body);
        PlaceDeclarations declarations = PlaceDeclarations.In(tidy);
        PrintStatements printer = new(kernel.Symbol + ".schedule.cs", declarations, NameLocals.Name(kernel, declarations.Locals));
        List<string> usings = ["using Autocomp;"];
        if (UsedNamespaces.Has(tidy, "System")) usings.Insert(0, "using System;");
        if (UsedNamespaces.Has(tidy, "System.Numerics")) usings.Insert(usings.Count - 1, "using System.Numerics;");
        foreach (string line in usings) printer.Line(line);
        printer.Line("");
        printer.Line("internal static unsafe class Schedule");
        printer.Open();
        printer.Line($"internal static void {NameLocals.MethodOf(kernel)}({string.Join(", ", kernel.AbiParameters.Select(Parameter))})");
        Statement.Block placed = printer.Method(tidy);
        printer.Close();
        return new ScheduleTree(kernel, placed, printer.Text);
    }

    /// <summary>Prints statements that stand inside a schedule which is written by other means.</summary>
    /// <param name="nest">The statements, over pointers. No jump leaves them.</param>
    /// <param name="known">Names, by id, of locals that are declared outside: loop variables and stack buffers.</param>
    /// <param name="fresh">Gives a name that is still free for a name that is wanted.</param>
    /// <returns>Lines, indented from 0.</returns>
    public static IReadOnlyList<string> PrintNest(Statement.Block nest, IReadOnlyDictionary<int, string> known, Func<string, string> fresh)
    {
        Statement.Block tidy = TidyTree.Tidy(nest);
        PlaceDeclarations declarations = PlaceDeclarations.In(tidy);
        foreach (List<Local> declared in declarations.ByStatement.Values) declared.RemoveAll(local => known.ContainsKey(local.Id));
        Dictionary<Local, string> names = declarations.Locals.ToDictionary(l => l, l => known.TryGetValue(l.Id, out string? name) ? name : fresh(NameLocals.Plain(l.Name)));
        PrintStatements printer = new("", declarations, names);
        printer.Nest(tidy);
        return printer.Text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Parameter(KernelParameter parameter) =>
        ScalarTypes.Keyword(LowerSchedule.TypeOf(parameter)) + " " + NameLocals.Escape(parameter.Name);
}
