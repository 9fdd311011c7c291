using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Isa;

namespace Autocomp.Report.Tests;

/// <summary>Reports to print.</summary>
internal static class Samples
{
    public static BuildReport Report(string plan = "Tile the loops.", string schedule = "class S\n{\n}\n") => new(
        "App", [("Autocomp", "0.1.0"), ("timing model", "5")], [Kernel(plan, schedule)]);

    public static KernelReport Kernel(string plan, string schedule) => new()
    {
        Name = "App.Layers.Dense(k=64)",
        Symbol = "App_Layers_Dense",
        Target = TargetPresets.Int8,
        Remark = "matrix product",
        Entry = "valid",
        Provenance = "gpt-x",
        Verified = "tested",
        Macs = 256_000,
        IdealCycles = 1000,
        Start = new(schedule, 8000, Profile(8000, 3000)),
        Best = new(schedule, 2000, Profile(2000, 500)),
        Search =
        [
            new(0, null, "lowered", "", "", true, "Accepted", 8000, ""),
            new(1, 0, "gpt-x", "tiling", plan, true, "Accepted", 2000, ""),
            new(2, 0, "gpt-x", "tiling", plan, false, "Values", 0, "y[0] is 1, must be 2"),
        ],
        Evidence = ["values: equal to the C# method in 12 trials"],
    };

    /// <summary>A kernel that gives the accelerator nothing to do.</summary>
    public static KernelReport OnCore(string remark)
    {
        KernelProfile profile = new(
            7000, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("issue from the core", 7000L)]), [], 0, 0, 0, 0, 0, 0, 0)
        {
            Timeline = new(
                7000,
                7000,
                [new("cycles", "issue from the core", [7000]), new("scratchpad rows", "bank 0", [0]), new("accumulator rows", "bank 0", [0])],
                [new("array", "issue from the core", 0, 7000, null)],
                SlicesCut: false),
        };
        return Kernel("", "class S;") with { Remark = remark, Macs = 0, IdealCycles = 0, Start = new("class S;", 7000, profile), Best = new("class S;", 7000, profile) };
    }

    private static KernelProfile Profile(long cycles, long waiting)
    {
        SourceLine line = new("s.cs", 2);
        return new(
            cycles,
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("array busy", cycles - waiting), KeyValuePair.Create("waiting for loads", waiting)]),
            [new LineProfile(line, 10, cycles)],
            cycles - waiting, 100, 100, 12_000, 4_000, 64, 16)
        {
            LineCauses = [new(line, "array busy", cycles - waiting), new(line, "waiting for loads", waiting)],
            Timeline = new(
                cycles,
                cycles / 2,
                [new("cycles", "array busy", [cycles / 2, (cycles / 2) - waiting]), new("cycles", "waiting for loads", [0, waiting]), new("scratchpad rows", "bank 0", [10, 64])],
                [new("array", "array busy", 0, cycles - waiting, line), new("loads", "mvin", 0, 100, null)],
                SlicesCut: false),
        };
    }
}
