namespace Autocomp.Search.Strategies;

/// <summary>Monte Carlo tree search over schedules (UCT: Kocsis and Szepesvari, 2006) with progressive widening; a node's value is the best that came out of it.</summary>
/// <remarks>Nodes are complete schedules, so that no roll-out is needed: the value of a node is the logarithm of its speedup over the start.</remarks>
public sealed class TreePolicy : ISelectionPolicy
{
    private const double Exploration = 0.25;
    private const int Batch = 4;

    private readonly Dictionary<int, Node> nodes = [];
    private Node? root;

    /// <inheritdoc/>
    public string Name => "mcts";

    /// <inheritdoc/>
    public IReadOnlyList<Assignment> Select(PolicyState state)
    {
        if (root is null)
        {
            if (state.Seeds is not [var start, ..]) return [];
            root = new(start, null);
            nodes[start.Id] = root;
        }

        var assignments = new List<Assignment>();
        for (int n = 0; n < Batch; n++)
        {
            Node node = root;
            while (node.Children.Count > 0 && node.Children.Count >= Widening(node.Visits)) node = node.Children.MaxBy(c => Value(c, node))!;
            for (Node? up = node; up is not null; up = up.Parent) up.Visits++;
            assignments.Add(new(node.Candidate, state.Shown(), state.Step, state.Options.Iterations, 1));
        }

        return assignments;
    }

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Candidate> made, PolicyState state)
    {
        foreach (Candidate candidate in made)
        {
            if (!PolicyState.IsRight(candidate) || !nodes.TryGetValue(candidate.ParentId ?? -1, out Node? parent)) continue;
            if (nodes.Values.Any(n => SearchLedger.ObjectOf(n.Candidate) == SearchLedger.ObjectOf(candidate))) continue;
            var node = new Node(candidate, parent) { Visits = 1 };
            nodes[candidate.Id] = node;
            parent.Children.Add(node);
            for (Node? up = node; up is not null; up = up.Parent) up.Best = Math.Min(up.Best, candidate.Result.Cycles);
        }
    }

    private static double Widening(int visits) => 1 + Math.Sqrt(visits);

    private double Value(Node node, Node parent) =>
        Math.Log((double)root!.Candidate.Result.Cycles / node.Best) + Exploration * Math.Sqrt(Math.Log(parent.Visits + 1) / node.Visits);

    private sealed class Node(Candidate candidate, Node? parent)
    {
        public Candidate Candidate => candidate;

        public Node? Parent => parent;

        public List<Node> Children { get; } = [];

        public int Visits { get; set; }

        public long Best { get; set; } = candidate.Result.Cycles;
    }
}
