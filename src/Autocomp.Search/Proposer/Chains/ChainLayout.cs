using System.Globalization;
using Autocomp.Backend.Lift;
using Autocomp.Isa;

namespace Autocomp.Search.Proposer;

/// <summary>Where each block lies in the scratchpad, and the transfers that fill or store them.</summary>
internal sealed class ChainLayout
{
    private readonly Dictionary<ChainBlock, (Transfer Transfer, int Row)> places = [];
    private readonly Dictionary<ChainSum, int> partials = [];
    private readonly Dictionary<Transfer, int> locals = new(ReferenceEqualityComparer.Instance);
    private readonly TargetDescription target;
    private readonly int dim;
    private readonly int wide;

    private ChainLayout(TargetDescription target) => (this.target, dim, wide) = (target, target.Dim, target.MaxBlockLength);

    /// <summary>Several blocks side by side and one or more rows that one command moves.</summary>
    /// <param name="First">The first block; its offset and coefficient.</param>
    /// <param name="Rows">Rows.</param>
    /// <param name="Columns">Columns.</param>
    /// <param name="RowStride">Elements between rows in memory.</param>
    /// <param name="Blocks">All blocks.</param>
    public sealed record Transfer(ChainBlock First, int Rows, int Columns, long RowStride, List<ChainBlock> Blocks);

    /// <summary>Loads, in no particular order.</summary>
    public List<Transfer> Loads { get; } = [];

    /// <summary>Stores.</summary>
    public List<Transfer> Stores { get; } = [];

    /// <summary>The first local row of a block.</summary>
    /// <param name="block">The block.</param>
    public int Of(ChainBlock block) => locals[places[block].Transfer] + places[block].Row;

    /// <summary>The first local row of a transfer.</summary>
    /// <param name="transfer">The transfer.</param>
    public int Of(Transfer transfer) => locals[transfer];

    /// <summary>The first local row of what a sum holds between two of its parts.</summary>
    /// <param name="sum">The sum.</param>
    public int Partial(ChainSum sum) => partials.TryGetValue(sum, out int row) ? row : Of(sum.Result);

    /// <summary>Lays a program out.</summary>
    /// <param name="program">The program.</param>
    /// <param name="order">Its products as they will run.</param>
    /// <param name="target">The machine.</param>
    /// <param name="parameters">Whether rows are moved together, and whether operands of one product go to banks of their own, each bank having one port.</param>
    /// <returns>The layout, or null when the scratchpad is too small.</returns>
    public static ChainLayout? TryCreate(ChainProgram program, IReadOnlyList<ChainPart> order, TargetDescription target, ChainParameters parameters)
    {
        var layout = new ChainLayout(target);
        ChainBlock[] results = [.. program.Sums.Select(s => s.Result).Distinct()];
        var computed = results.ToHashSet();
        // Whether a block is read from memory does not depend on the place of the read: a program that reads and computes the same elements is refused.
        IEnumerable<ChainBlock> read = program.Sums.SelectMany(s => s.Products.SelectMany(p => new[] { p.Left, p.Right }).Concat(s.Addend is { } a ? [a] : []));
        layout.Group([.. read.Distinct().Where(b => !computed.Contains(b))], layout.Loads, parameters.MergeTransfers);
        layout.Group(results, layout.Stores, parameters.MergeTransfers);
        if (!layout.Place(order, parameters.SpreadBanks)) return null;
        HashSet<ChainBlock> final = [.. program.Final.Values.Select(s => s.Result)];
        if (layout.Stores.Exists(t => t.Blocks.Exists(final.Contains) && !t.Blocks.TrueForAll(final.Contains))) return null;
        layout.Stores.RemoveAll(t => StackBuffers.IsBuffer(t.First.Tensor) || !final.Contains(t.First));
        return layout;
    }

    /// <summary>Gives each tensor consecutive rows, in the order of memory, so that steps in time stand in a regular distance: those that meet most often in products first, each in the bank where it meets fewest.</summary>
    private bool Place(IReadOnlyList<ChainPart> order, bool spread)
    {
        var meetings = new Dictionary<(string, string), int>();
        var unfinished = new List<ChainSum>();
        foreach (ChainPart part in order)
        {
            string partial = spread ? "partial sums" : Region(part.Sum.Result);
            if (spread && part is { IsFirst: true, IsLast: false }) unfinished.Add(part.Sum);
            string? start = part.IsFirst ? part.Sum.Addend is { } addend ? Region(addend) : null : partial;
            string end = part.IsLast ? Region(part.Sum.Result) : partial;
            foreach (ChainProduct product in part.Products)
            {
                string left = Region(product.Left), right = Region(product.Right);
                foreach ((string a, string b) in new[] { (left, right), (left, start ?? end), (right, start ?? end), (left, end), (right, end), (start ?? end, end) }) Meet(a, b);
            }
        }

        int banks = spread ? target.ScratchpadBanks : 1, rows = spread ? target.ScratchpadBankRows : target.ScratchpadRows;
        int[] filled = new int[banks];
        var banksOf = new Dictionary<string, int>(StringComparer.Ordinal);
        IEnumerable<(string Name, Transfer[] Transfers)> regions = Loads.Concat(Stores).GroupBy(t => Region(t.First)).Select(g => (g.Key, (Transfer[])[.. g.OrderBy(t => t.First.Offset).ThenBy(t => t.First.Version)]));
        if (unfinished.Count > 0) regions = regions.Append(("partial sums", []));
        foreach ((string name, Transfer[] transfers) in regions.OrderByDescending(r => meetings.Where(m => m.Key.Item1 == r.Name).Sum(m => m.Value)).ThenBy(r => r.Name, StringComparer.Ordinal))
        {
            int needed = transfers.Length == 0 ? unfinished.Count * dim : transfers.Sum(RowsOf);
            int[] open = [.. Enumerable.Range(0, banks).Where(b => filled[b] + needed <= rows)];
            if (open.Length == 0) return false;
            int bank = open.MinBy(b => banksOf.Where(l => l.Value == b).Sum(l => meetings.GetValueOrDefault((name, l.Key))));
            banksOf[name] = bank;
            foreach (Transfer transfer in transfers)
            {
                locals[transfer] = bank * rows + filled[bank];
                filled[bank] += RowsOf(transfer);
            }

            if (transfers.Length > 0) continue;
            foreach (ChainSum sum in unfinished)
            {
                partials[sum] = bank * rows + filled[bank];
                filled[bank] += dim;
            }
        }

        return true;

        // What is loaded of a tensor and what is computed of it stand together, unless it is loaded multiplied.
        string Region(ChainBlock block) => block.Tensor.Name + (block.Coefficient == 1 ? "" : " times " + block.Coefficient.ToString("R", CultureInfo.InvariantCulture));

        void Meet(string a, string b)
        {
            if (a == b) return;
            meetings[(a, b)] = meetings.GetValueOrDefault((a, b)) + 1;
            meetings[(b, a)] = meetings.GetValueOrDefault((b, a)) + 1;
        }
    }

    /// <summary>Local rows that a transfer takes: blocks side by side stand one array's height apart.</summary>
    private int RowsOf(Transfer transfer) => (transfer.Columns + dim - 1) / dim * dim;

    private void Group(ChainBlock[] blocks, List<Transfer> transfers, bool merge)
    {
        foreach (IGrouping<(string, float, int, long, int), ChainBlock> alike in blocks.GroupBy(b => (b.Tensor.Name, b.Coefficient, b.Rows, b.RowStride, b.Version)))
        {
            List<List<ChainBlock>> strips = SideBySide([.. alike.OrderBy(b => b.Offset)]);
            for (int n = 0; n < strips.Count;)
            {
                List<ChainBlock> strip = strips[n];
                int length = strip.Sum(b => b.Columns), rows = strip[0].Rows, together = 1;
                long stride = strip[0].RowStride;
                if (merge && rows == 1)
                {
                    while (together < dim && n + together < strips.Count && strips[n + together].Sum(b => b.Columns) == length && strips[n + together].Count == strip.Count
                        && (together == 1 || strips[n + together][0].Offset - strips[n + together - 1][0].Offset == stride))
                    {
                        stride = strips[n + together][0].Offset - strips[n + together - 1][0].Offset;
                        together++;
                    }
                }

                var transfer = new Transfer(strip[0], rows * together, length, stride, []);
                for (int row = 0; row < together; row++)
                {
                    for (int b = 0; b < strip.Count; b++)
                    {
                        places[strips[n + row][b]] = (transfer, b * dim + row);
                        transfer.Blocks.Add(strips[n + row][b]);
                    }
                }

                transfers.Add(transfer);
                n += together;
            }
        }
    }

    private List<List<ChainBlock>> SideBySide(ChainBlock[] blocks)
    {
        var strips = new List<List<ChainBlock>>();
        foreach (ChainBlock block in blocks)
        {
            List<ChainBlock>? last = strips.Count > 0 ? strips[^1] : null;
            bool joins = last is not null && last.Count < wide && last[^1].Offset + last[^1].Columns == block.Offset && last[^1].Columns == dim;
            // Rows of different matrices in a row of memory are not one strip.
            if (joins && block.Rows > 1 && last![0].Offset / block.RowStride != block.Offset / block.RowStride) joins = false;
            if (joins) last!.Add(block);
            else strips.Add([block]);
        }

        return strips;
    }
}
