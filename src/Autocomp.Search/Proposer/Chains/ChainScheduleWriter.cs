using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Writes a chain of small matrix operations without a loop: operands and results stay in the scratchpad, sums go on from partial sums there, one fence.</summary>
internal sealed class ChainScheduleWriter
{
    private const int States = 3;
    private static readonly string[] s_loads = ["Mvin", "Mvin2", "Mvin3"];

    private readonly CodeWriter code = new();
    private readonly ChainLayout layout;
    private readonly ChainParameters parameters;
    private readonly IReadOnlyList<ChainProduct> order;
    private readonly Dictionary<ChainBlock, ChainSum> final;
    private readonly List<(long Stride, float Scale)> states = [];
    private readonly HashSet<ChainLayout.Transfer> loaded = [];
    private (bool, bool)? turned;
    private long storeStride = -1;

    private ChainScheduleWriter(ChainProgram program, ChainLayout layout, ChainParameters parameters)
    {
        (this.layout, this.parameters, final) = (layout, parameters, program.Final.Values.ToDictionary(s => s.Result));
        order = ChainOrder.Of(program, parameters.Latency);
    }

    /// <summary>Writes the schedule of a point.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="program">Its products.</param>
    /// <param name="target">The machine.</param>
    /// <param name="parameters">The point.</param>
    /// <returns>C# text, or null when it does not fit.</returns>
    public static string? TryWrite(KernelInfo kernel, ChainProgram program, TargetDescription target, ChainParameters parameters) =>
        ChainLayout.TryCreate(program, target, parameters.MergeTransfers, parameters.SpreadBanks) is { } layout ? new ChainScheduleWriter(program, layout, parameters).Write(kernel) : null;

    private string Write(KernelInfo kernel)
    {
        string method = kernel.MetadataName[(kernel.MetadataName.LastIndexOf('.') + 1)..];
        string entry = string.Join(", ", kernel.AbiParameters.Select(GemmEntryText.Declaration));
        code.Line("using System;");
        code.Line("using Autocomp;");
        code.Gap();
        code.Block("internal static unsafe class Schedule", () => code.Block($"internal static void {GemmEntryText.Escape(method)}({entry})", Body));
        return code.ToString();
    }

    private void Body()
    {
        Dictionary<ChainBlock, ChainLayout.Transfer> sources = layout.Loads.SelectMany(t => t.Blocks.Select(b => (b, t))).ToDictionary(x => x.b, x => x.t);
        Turn(order[0]);
        if (!parameters.LateLoads)
        {
            foreach (ChainProduct product in order) LoadFor(product, sources);
        }

        var left = order.GroupBy(p => p.Result).ToDictionary(g => g.Key, g => g.Count());
        var begun = new HashSet<ChainSum>();
        HashSet<ChainLayout.Transfer> stored = [];
        foreach (ChainProduct product in order)
        {
            Turn(product);
            if (parameters.LateLoads) LoadFor(product, sources);
            Multiply(product, begun.Add(product.Result));
            left[product.Result]--;
            if (!parameters.EarlyStores) continue;
            foreach (ChainLayout.Transfer transfer in layout.Stores.Where(t => !stored.Contains(t) && t.Blocks.All(b => left[final[b]] == 0)))
            {
                Store(transfer);
                stored.Add(transfer);
            }
        }

        foreach (ChainLayout.Transfer transfer in layout.Stores.Where(t => !stored.Contains(t))) Store(transfer);
        code.Line("Gemmini.Fence();");
    }

    private void Turn(ChainProduct product)
    {
        if (turned == (product.IsLeftTransposed, product.IsRightTransposed)) return;
        turned = (product.IsLeftTransposed, product.IsRightTransposed);
        code.Line($"Gemmini.ConfigEx(Dataflow.WeightStationary{(product.IsLeftTransposed ? ", transposeA: true" : "")}{(product.IsRightTransposed ? ", transposeB: true" : "")});");
    }

    private void LoadFor(ChainProduct product, Dictionary<ChainBlock, ChainLayout.Transfer> sources)
    {
        foreach (ChainBlock? block in new[] { product.Result.Addend, product.Left, product.Right })
        {
            if (block is null || !sources.TryGetValue(block, out ChainLayout.Transfer? transfer) || !loaded.Add(transfer)) continue;
            long stride = transfer.RowStride * 4;
            int state = states.FindIndex(s => s.Scale == block.Coefficient && (s.Stride == stride || transfer.Rows == 1));
            if (state < 0)
            {
                state = states.Count < States ? states.Count : loaded.Count % States;
                if (state == states.Count) states.Add(default);
                states[state] = (stride, block.Coefficient);
                string scale = block.Coefficient == 1 ? "" : ", " + block.Coefficient.ToString("R", CultureInfo.InvariantCulture) + "f";
                code.Line(string.Create(CultureInfo.InvariantCulture, $"Gemmini.ConfigLd({state}, {stride}{scale});"));
            }

            code.Line(string.Create(CultureInfo.InvariantCulture, $"Gemmini.{s_loads[state]}({Address(transfer.First)}, {layout.Of(transfer)}, {transfer.Columns}, {transfer.Rows});"));
        }
    }

    private void Multiply(ChainProduct p, bool first)
    {
        int result = layout.Of(p.Result.Result);
        string sum = first ? p.Result.Addend is { } addend ? CodeWriter.Number(layout.Of(addend)) : "Gemmini.Garbage" : CodeWriter.Number(result);
        code.Line(string.Create(CultureInfo.InvariantCulture, $"Gemmini.Preload({layout.Of(p.Right)}, {result}, {p.RightColumns}, {p.Depth}, {p.RightColumns}, {p.LeftRows});"));
        code.Line(string.Create(CultureInfo.InvariantCulture, $"Gemmini.ComputePreloaded({layout.Of(p.Left)}, {sum}, {p.Depth}, {p.LeftRows}, {p.RightColumns}, {p.LeftRows});"));
    }

    private void Store(ChainLayout.Transfer transfer)
    {
        long stride = transfer.RowStride * 4;
        if (storeStride < 0 || (storeStride != stride && transfer.Rows > 1))
        {
            code.Line(string.Create(CultureInfo.InvariantCulture, $"Gemmini.ConfigSt({stride});"));
            storeStride = stride;
        }

        code.Line(string.Create(CultureInfo.InvariantCulture, $"Gemmini.Mvout({Address(transfer.First)}, {layout.Of(transfer)}, {transfer.Columns}, {transfer.Rows});"));
    }

    private static string Address(ChainBlock block) => CodeWriter.Sum(GemmEntryText.Escape(block.Tensor.Name), CodeWriter.Number(block.Offset));
}
