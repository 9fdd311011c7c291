using System.Globalization;
using System.Reflection;
using Autocomp.Backend.Analysis;
using Autocomp.Backend.Artifacts;
using Autocomp.Backend.Lowering;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Export;

/// <summary>Writes schedules as C with the macros of the vendor's <c>gemmini.h</c>, for people who build without this toolchain.</summary>
/// <remarks>
/// The C means what the C# means, so what Autocomp verified holds for it too; cycles are those of the C compiler's code. Compile it
/// with <c>-ffp-contract=off -fno-strict-aliasing</c>.
/// </remarks>
public static class CExport
{
    /// <summary>Our own <c>gemmini.h</c>: the macros that exported files use, and nothing else.</summary>
    public static string Macros { get; } = ReadMacros();

    /// <summary>Writes one schedule.</summary>
    /// <param name="schedule">The schedule; it must have passed the compiler's checks for the target.</param>
    /// <param name="target">The machine.</param>
    /// <returns>A C file that defines the kernel's function, under the name that the built object has.</returns>
    public static string Write(ScheduleTree schedule, TargetDescription target)
    {
        ValueRanges ranges = ValueRanges.Of(schedule.Body);
        CHelpers helpers = new();
        Dictionary<int, string> locals = Names(schedule);
        string Name(Local local) => locals[local.Id];
        CExpressions expressions = new(ranges, Name, helpers);
        ScheduleText body = new();
        string parameters = string.Join(", ", schedule.Kernel.AbiParameters.Select(HeaderWriter.Declaration));
        body.Block($"void {schedule.Kernel.Symbol}({parameters})", () =>
            new CStatements(body, schedule.Body, ranges, expressions, new CCommands(target, ranges, expressions), Name, helpers).Write());
        return string.Create(CultureInfo.InvariantCulture, $"""
            /* {schedule.Kernel.DisplayName} for {target.Name}. Exported by Autocomp; compile with -ffp-contract=off -fno-strict-aliasing. */
            #include <stdbool.h>
            #include <stdint.h>
            #include "gemmini.h"

            {helpers.Text}{body}
            """).ReplaceLineEndings("\n");
    }

    private static Dictionary<int, string> Names(ScheduleTree schedule)
    {
        HashSet<string> taken = [.. schedule.Kernel.AbiParameters.Select(CNames.Of), schedule.Kernel.Symbol];
        Dictionary<int, string> names = [];
        foreach (Local local in LocalScopes.Of(schedule.Body).All)
        {
            string plain = CNames.Plain(local.Name), name = plain;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{plain}_{number}");
            }

            names.TryAdd(local.Id, name);
        }

        return names;
    }

    private static string ReadMacros()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("gemmini.h")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
