using System.Collections.Concurrent;
using Autocomp.Isa;

namespace Autocomp.Search.Prompts;

/// <summary>What commands and core instructions cost on a target, measured on its own timing model, so that prompts never say anything else than the machine does.</summary>
/// <remarks>Cycles throughout. Data is in the shared cache unless said otherwise. A row of a wide command has <see cref="TargetDescription.MaxBlockLength"/> blocks.</remarks>
public sealed record MachineCosts
{
    private const int LoopBody = 3;
    private static readonly ConcurrentDictionary<TargetDescription, MachineCosts> Known = new();

    /// <summary>From the issue of a load of one row until the row can be used.</summary>
    public required long FirstRow { get; init; }

    /// <summary>The same when the data is in memory only.</summary>
    public required long FirstRowFromMemory { get; init; }

    /// <summary>One wide load of DIM rows in a long row of them.</summary>
    public required long WideLoad { get; init; }

    /// <summary>The same when the data is in memory only.</summary>
    public required long WideLoadFromMemory { get; init; }

    /// <summary>One load of DIM rows and columns in a long row of them.</summary>
    public required long NarrowLoad { get; init; }

    /// <summary>One wide store of DIM accumulator rows in a long row of them.</summary>
    public required long WideStore { get; init; }

    /// <summary>One store of DIM accumulator rows and columns in a long row of them.</summary>
    public required long NarrowStore { get; init; }

    /// <summary>From the issue of a store of DIM rows and columns until a fence behind it lets go.</summary>
    public required long LastStore { get; init; }

    /// <summary>A pair of preload and compute in a long row of them, with new weights each.</summary>
    public required long Pair { get; init; }

    /// <summary>From the issue of one such pair until its result is written.</summary>
    public required long PairLatency { get; init; }

    /// <summary>What a configuration of the array between two pairs costs.</summary>
    public required long Reconfiguration { get; init; }

    /// <summary>How many cycles of work the core is ahead of the array when it waits for room among the execute entries.</summary>
    public required long Lead { get; init; }

    /// <summary>A kernel that loads A and B, multiplies them and stores the result, DIM rows and columns each.</summary>
    public required long SmallestKernel { get; init; }

    /// <summary>One command whose operands stand in registers, in a long row of them.</summary>
    public required long Command { get; init; }

    /// <summary>An addition that the next instruction uses.</summary>
    public required long Addition { get; init; }

    /// <summary>A load of eight bytes that hits, when the next instruction uses it.</summary>
    public required long LoadUse { get; init; }

    /// <summary>A multiplication that the next instruction uses, by a small number.</summary>
    public required long Multiplication { get; init; }

    /// <summary>The same by a number of 64 bits.</summary>
    public required long LongMultiplication { get; init; }

    /// <summary>A division that the next instruction uses, of a small number.</summary>
    public required long Division { get; init; }

    /// <summary>The same of a number of 64 bits.</summary>
    public required long LongDivision { get; init; }

    /// <summary>What the branch back costs in each pass of a loop.</summary>
    public required long Branch { get; init; }

    /// <summary>What the end of a loop costs that the core had expected to go on.</summary>
    public required long Misprediction { get; init; }

    /// <summary>The costs on a target.</summary>
    /// <param name="target">The machine.</param>
    /// <returns>Them; measured once.</returns>
    public static MachineCosts Of(TargetDescription target) => Known.GetOrAdd(target, Measure);

    private static MachineCosts Measure(TargetDescription target)
    {
        const uint Addi = CommandProbe.Addition, Ld = 0x0005_3503, Mul = 0x02B5_0533, Div = 0x02B5_4533, Bne = 0xFE05_1EE3;
        const uint Accumulator = 0x8000_0000;
        var probe = new CommandProbe(target);
        ulong dim = (ulong)target.Dim, wide = dim * (ulong)target.MaxBlockLength;
        ulong results = Accumulator + ((ulong)target.AccumulatorRows / 2);
        EncodedCommand[] setUp =
        [
            probe.Command("ConfigEx", ("dataflow", 1)),
            probe.Command("ConfigLd", ("state", 0), ("stride", 4096)),
            probe.Command("ConfigSt", ("stride", 4096)),
        ];
        EncodedCommand load = Load(0, dim, dim), store = Store(0, dim), preload = Preload(results), compute = Compute();
        long empty = probe.Cycles(setUp);
        long pairs = probe.Cycles([.. setUp, .. Many(64, _ => preload, _ => compute)]);
        long afterLastIssue = probe.AfterLastIssue;
        long pass = (Loop(96) - Loop(32)) / 64;
        long pair = probe.Cycles([.. setUp, preload, compute]) - empty;
        return new()
        {
            FirstRow = probe.Cycles([.. setUp, Load(0, wide, 1)]) - empty,
            FirstRowFromMemory = probe.Cycles([.. setUp, Load(0, wide, 1)], cold: true) - empty,
            WideLoad = Each(n => Load(n, wide, dim)),
            WideLoadFromMemory = Each(n => Load(n, wide, dim), cold: true),
            NarrowLoad = Each(n => Load(n, dim, dim)),
            WideStore = Each(n => Store(n, wide)),
            NarrowStore = Each(n => Store(n, dim)),
            LastStore = probe.Cycles([.. setUp, store]) - empty,
            Pair = (pairs - probe.Cycles([.. setUp, .. Many(32, _ => preload, _ => compute)])) / 32,
            PairLatency = pair,
            Reconfiguration = probe.Cycles([.. setUp, preload, compute, setUp[0], preload, compute]) - probe.Cycles([.. setUp, preload, compute, preload, compute]),
            Lead = afterLastIssue - pair,
            SmallestKernel = probe.Cycles([.. setUp, load, Load(1, dim, dim), preload, compute, probe.Command("Mvout", ("destination", 0), ("local", results), ("cols", dim), ("rows", dim))]),
            Command = Each(_ => setUp[1]),
            Addition = EachOf((Addi, 0)),
            LoadUse = EachOf((Ld, 0)),
            Multiplication = EachOf((Mul, 100)),
            LongMultiplication = EachOf((Mul, ulong.MaxValue)),
            Division = EachOf((Div, 1000)),
            LongDivision = EachOf((Div, long.MaxValue)),
            Branch = pass - (LoopBody * EachOf((Addi, 0))),
            Misprediction = Loop(32) - (32 * pass) - (probe.CoreCycles(1, [.. Enumerable.Repeat((Addi, 0UL), 16)]) - 16),
        };

        // Loads and stores go to rows and pages of their own in turn, as those of a schedule do.
        EncodedCommand Load(int n, ulong cols, ulong rows) => probe.Command("Mvin", ("source", (ulong)n * wide), ("local", (ulong)n * dim * (ulong)target.MaxBlockLength), ("cols", cols), ("rows", rows));
        EncodedCommand Store(int n, ulong cols) => probe.Command("Mvout", ("destination", (ulong)n * wide), ("local", Accumulator + ((ulong)n * dim)), ("cols", cols), ("rows", dim));
        EncodedCommand Preload(ulong result) => probe.Command("Preload", ("weights", (ulong)target.ScratchpadBankRows), ("result", result), ("weightsCols", dim), ("weightsRows", dim), ("resultCols", dim), ("resultRows", dim));
        EncodedCommand Compute() => probe.Command("ComputePreloaded", ("a", 0), ("d", uint.MaxValue), ("aCols", dim), ("aRows", dim), ("dCols", dim), ("dRows", dim));
        long Each(Func<int, EncodedCommand> command, bool cold = false) =>
            (probe.Cycles([.. setUp, .. Many(24, command)], cold) - probe.Cycles([.. setUp, .. Many(8, command)], cold)) / 16;
        long Loop(int passes) => probe.CoreCycles(passes, [.. Enumerable.Repeat((Addi, 0UL), LoopBody), (Bne, 0)]);
        long EachOf((uint, ulong) instruction) =>
            (probe.CoreCycles(1, [.. Enumerable.Repeat(instruction, 48)]) - probe.CoreCycles(1, [.. Enumerable.Repeat(instruction, 16)])) / 32;
        static IEnumerable<EncodedCommand> Many(int count, params Func<int, EncodedCommand>[] commands) =>
            Enumerable.Range(0, count).SelectMany(n => commands.Select(command => command(n)));
    }
}
