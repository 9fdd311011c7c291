using System.Globalization;

namespace Autocomp.Search.Proposer;

/// <summary>Issues the loads of a chain in the order in which they are needed, with few configurations: three of them hold at a time.</summary>
internal sealed class ChainLoads
{
    private const int States = 3;
    private static readonly string[] s_loads = ["Mvin", "Mvin2", "Mvin3"];

    private readonly ChainLayout layout;
    private readonly Adder add;
    private readonly List<(int Part, ChainLayout.Transfer Transfer)> queue;
    private readonly List<(long Stride, float Scale)> states = [];
    private int next;

    /// <summary>The loads of a program.</summary>
    /// <param name="layout">What is loaded.</param>
    /// <param name="order">Its parts as they run.</param>
    /// <param name="byTensor">Whether all loads of a tensor stand together, in the order of memory or against it, whichever is needed first.</param>
    /// <param name="add">Takes a statement.</param>
    public ChainLoads(ChainLayout layout, IReadOnlyList<ChainPart> order, bool byTensor, Adder add)
    {
        (this.layout, this.add, queue) = (layout, add, []);
        Dictionary<ChainBlock, ChainLayout.Transfer> sources = layout.Loads.SelectMany(t => t.Blocks.Select(b => (b, t))).ToDictionary(x => x.b, x => x.t);
        var seen = new HashSet<ChainLayout.Transfer>(ReferenceEqualityComparer.Instance);
        for (int n = 0; n < order.Count; n++)
        {
            IEnumerable<ChainBlock> operands = order[n].Products.SelectMany(p => new[] { p.Left, p.Right });
            if (order[n] is { IsFirst: true, Sum.Addend: { } addend }) operands = operands.Prepend(addend);
            foreach (ChainBlock block in operands)
            {
                if (sources.TryGetValue(block, out ChainLayout.Transfer? transfer) && seen.Add(transfer)) queue.Add((n, transfer));
            }
        }

        if (byTensor) queue = [.. queue.GroupBy(q => (q.Transfer.First.Tensor, q.Transfer.First.Coefficient)).SelectMany(g => g.First().Transfer.First.Offset <= g.Last().Transfer.First.Offset
            ? g.OrderBy(q => q.Transfer.First.Offset)
            : g.OrderByDescending(q => q.Transfer.First.Offset))];
    }

    /// <summary>Takes a statement and its numbers.</summary>
    internal delegate void Adder(string text, params ReadOnlySpan<long> numbers);

    /// <summary>Issues what parts before the given one need and is not loaded yet; with loads by tensor, all of them.</summary>
    /// <param name="part">The part's number in the order.</param>
    public void Until(int part)
    {
        for (; next < queue.Count && queue[next].Part < part; next++) Load(queue[next].Transfer);
    }

    private void Load(ChainLayout.Transfer transfer)
    {
        int state = states.FindIndex(s => Serves(s, transfer));
        if (state < 0)
        {
            // The one that is needed again last, or never, gives way.
            state = states.Count < States ? states.Count : Enumerable.Range(0, States).MaxBy(n => NextUse(states[n]));
            if (state == states.Count) states.Add(default);
            states[state] = (transfer.RowStride * 4, transfer.First.Coefficient);
            string scale = transfer.First.Coefficient == 1 ? "" : ", " + transfer.First.Coefficient.ToString("R", CultureInfo.InvariantCulture) + "f";
            add(string.Create(CultureInfo.InvariantCulture, $"Gemmini.ConfigLd({state}, {transfer.RowStride * 4}{scale});"));
        }

        string tensor = GemmEntryText.Escape(transfer.First.Tensor.Name);
        add($"Gemmini.{s_loads[state]}({tensor} + {{0}}, {{1}}, {transfer.Columns}, {transfer.Rows});", transfer.First.Offset, layout.Of(transfer));
    }

    private int NextUse((long Stride, float Scale) state)
    {
        int at = queue.FindIndex(next, q => Serves(state, q.Transfer));
        return at < 0 ? int.MaxValue : at;
    }

    private static bool Serves((long Stride, float Scale) state, ChainLayout.Transfer transfer) =>
        state.Scale == transfer.First.Coefficient && (transfer.Rows == 1 || state.Stride == transfer.RowStride * 4);
}
