using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Writes a chain of small matrix operations: operands and results stay in the scratchpad, sums go on from partial sums there or in the array, one fence.</summary>
internal sealed class ChainScheduleWriter
{
    private const string Garbage = "Gemmini.Garbage";

    private readonly List<ChainCommand> commands = [];
    private readonly ChainLayout layout;
    private readonly ChainParameters parameters;
    private readonly IReadOnlyList<ChainPart> order;
    private readonly Dictionary<ChainBlock, ChainSum> final;
    private readonly ChainLoads loads;
    private readonly int dim;
    private (bool, bool)? turned;
    private ChainBlock? held;
    private long storeStride = -1;

    private ChainScheduleWriter(ChainProgram program, IReadOnlyList<ChainPart> order, ChainLayout layout, ChainParameters parameters, int dim)
    {
        (this.layout, this.parameters, this.order, this.dim) = (layout, parameters, order, dim);
        final = program.Final.Values.ToDictionary(s => s.Result);
        loads = new(layout, order, parameters.Lead == ChainParameters.ByTensor, Add);
    }

    /// <summary>Writes the schedule of a point.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="program">Its products.</param>
    /// <param name="target">The machine.</param>
    /// <param name="parameters">The point.</param>
    /// <returns>C# text, or null when it does not fit.</returns>
    public static string? TryWrite(KernelInfo kernel, ChainProgram program, TargetDescription target, ChainParameters parameters)
    {
        IReadOnlyList<ChainPart> order = ChainOrder.Of(program, parameters);
        return ChainLayout.TryCreate(program, order, target, parameters) is { } layout ? new ChainScheduleWriter(program, order, layout, parameters, target.Dim).Write(kernel) : null;
    }

    private string Write(KernelInfo kernel)
    {
        string method = kernel.MetadataName[(kernel.MetadataName.LastIndexOf('.') + 1)..];
        string entry = string.Join(", ", kernel.AbiParameters.Select(GemmEntryText.Declaration));
        Commands();
        var code = new CodeWriter();
        code.Line("using System;");
        code.Line("using Autocomp;");
        code.Gap();
        code.Block("internal static unsafe class Schedule", () => code.Block($"internal static void {GemmEntryText.Escape(method)}({entry})", () => ChainRoller.Write(code, commands, parameters.Unroll)));
        return code.ToString();
    }

    private void Commands()
    {
        bool first = parameters.Lead >= ChainParameters.ByTensor;
        if (first) loads.Until(order.Count);
        // Ahead of the products, so that the first step is like the others.
        if ((layout.Stores.Find(t => t.Rows > 1) ?? layout.Stores.FirstOrDefault()) is { } any) ConfigureStores(any.RowStride * 4);
        var left = order.GroupBy(p => p.Sum).ToDictionary(g => g.Key, g => g.Sum(p => p.Products.Count));
        HashSet<ChainLayout.Transfer> stored = [];
        for (int n = 0; n < order.Count; n++)
        {
            if (!first) loads.Until(n + 1 + parameters.Lead);
            Turn(order[n].Turns);
            if (parameters.OutputStationary) Accumulate(order[n]);
            else Multiply(order[n]);
            left[order[n].Sum] -= order[n].Products.Count;
            if (!parameters.EarlyStores) continue;
            foreach (ChainLayout.Transfer transfer in layout.Stores.Where(t => !stored.Contains(t) && t.Blocks.All(b => left[final[b]] == 0)))
            {
                Store(transfer);
                stored.Add(transfer);
            }
        }

        foreach (ChainLayout.Transfer transfer in layout.Stores.Where(t => !stored.Contains(t))) Store(transfer);
        Add("Gemmini.Fence();");
    }

    private void Turn((bool Left, bool Right) turns)
    {
        if (turned == turns) return;
        (turned, held) = (turns, null);
        Add($"Gemmini.ConfigEx(Dataflow.{(parameters.OutputStationary ? "Output" : "Weight")}Stationary{(turns.Left ? ", transposeA: true" : "")}{(turns.Right ? ", transposeB: true" : "")});");
    }

    /// <summary>Products that stream the left operand past the right one, which stays in the array while it is the same.</summary>
    private void Multiply(ChainPart part)
    {
        foreach (ChainProduct p in part.Products)
        {
            int end = part.IsLast ? layout.Of(part.Sum.Result) : layout.Partial(part.Sum);
            bool again = parameters.Columns && held == p.Right;
            held = p.Right;
            if (again) Add($"Gemmini.Preload({Garbage}, {{0}}, {p.RightColumns}, {p.Depth}, {p.RightColumns}, {p.LeftRows});", end);
            else Add($"Gemmini.Preload({{0}}, {{1}}, {p.RightColumns}, {p.Depth}, {p.RightColumns}, {p.LeftRows});", layout.Of(p.Right), end);
            string compute = again ? "Accumulated" : "Preloaded";
            if (Start(part) is { } start) Add($"Gemmini.Compute{compute}({{0}}, {{1}}, {p.Depth}, {p.LeftRows}, {p.RightColumns}, {p.LeftRows});", layout.Of(p.Left), start);
            else Add($"Gemmini.Compute{compute}({{0}}, {Garbage}, {p.Depth}, {p.LeftRows}, {p.RightColumns}, {p.LeftRows});", layout.Of(p.Left));
        }
    }

    /// <summary>Products that are added up in the array: the first preload brings what the sum starts with, the last one says where it goes.</summary>
    private void Accumulate(ChainPart part)
    {
        int end = part.IsLast ? layout.Of(part.Sum.Result) : layout.Partial(part.Sum);
        for (int n = 0; n < part.Products.Count; n++)
        {
            ChainProduct p = part.Products[n];
            string sizes = $"{p.RightColumns}, {p.LeftRows}, {p.RightColumns}, {p.LeftRows}";
            bool last = n == part.Products.Count - 1;
            if (n == 0 && Start(part) is { } start)
            {
                if (last) Add($"Gemmini.Preload({{0}}, {{1}}, {sizes});", start, end);
                else Add($"Gemmini.Preload({{0}}, {Garbage}, {sizes});", start);
            }
            else if (last) Add($"Gemmini.Preload({Garbage}, {{0}}, {sizes});", end);
            else Add($"Gemmini.Preload({Garbage}, {Garbage}, {sizes});");
            Add($"Gemmini.Compute{(n == 0 ? "Preloaded" : "Accumulated")}({{0}}, {{1}}, {p.Depth}, {p.LeftRows}, {p.RightColumns}, {p.Depth});", layout.Of(p.Left), layout.Of(p.Right));
        }
    }

    private int? Start(ChainPart part) => !part.IsFirst ? layout.Partial(part.Sum) : part.Sum.Addend is { } addend ? layout.Of(addend) : null;

    private void Store(ChainLayout.Transfer transfer)
    {
        if (transfer.Rows > 1) ConfigureStores(transfer.RowStride * 4);
        Add($"Gemmini.Mvout({GemmEntryText.Escape(transfer.First.Tensor.Name)} + {{0}}, {{1}}, {transfer.Columns}, {transfer.Rows});", transfer.First.Offset, layout.Of(transfer));
    }

    private void ConfigureStores(long stride)
    {
        if (storeStride == stride) return;
        Add(string.Create(CultureInfo.InvariantCulture, $"Gemmini.ConfigSt({stride});"));
        storeStride = stride;
    }

    private void Add(string text, params ReadOnlySpan<long> numbers) => commands.Add(new(text, [.. numbers]));
}
