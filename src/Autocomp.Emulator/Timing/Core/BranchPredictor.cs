namespace Autocomp.Emulator.Timing;

/// <summary>Rocket's branch target buffer, history table and return stack, followed on the correct path (BTB.scala, Frontend.scala).</summary>
/// <remarks>28 entries, fully associative, tree pseudo-LRU; 512 one-bit counters indexed by fetch word and three hashed bits of an 8-bit history; six return addresses.</remarks>
internal sealed class BranchPredictor
{
    public const int Entries = 28;
    private const int Counters = 512;
    private const int ReturnDepth = 6;
    private readonly ulong[] _words = new ulong[Entries];
    private readonly ulong[] _targets = new ulong[Entries];
    private readonly BranchKind[] _kinds = new BranchKind[Entries];
    private readonly bool[] _valid = new bool[Entries];
    private readonly bool[] _taken = new bool[Counters];
    private readonly ulong[] _returns = new ulong[ReturnDepth];
    private readonly bool[] _tree = new bool[32];
    private int _returnTop;
    private int _returnCount;
    private int _history;

    /// <summary>What the predictor says of a fetch word.</summary>
    /// <param name="fetchPc">The address fetched from; an entry matches only the word's own start.</param>
    public BranchPrediction Predict(ulong fetchPc)
    {
        var counter = _taken[Index(fetchPc, _history)];
        var entry = Find(fetchPc);
        if (entry < 0)
        {
            return new BranchPrediction(-1, false, counter, _history, 0);
        }

        var taken = _kinds[entry] != BranchKind.Branch || counter;
        var target = _kinds[entry] == BranchKind.Return && _returnCount > 0 ? _returns[_returnTop] : _targets[entry];
        if (taken)
        {
            Access(entry);
        }

        return new BranchPrediction(entry, taken, counter, _history, target);
    }

    /// <summary>A branch was seen in a fetched word: its predicted direction enters the history.</summary>
    public void Advance(in BranchPrediction prediction) => _history = ((prediction.Counter ? 0x80 : 0) | (_history >> 1)) & 0xFF;

    /// <summary>A call or return was fetched.</summary>
    public void NoteCall(BranchKind kind, ulong returnAddress)
    {
        if (kind == BranchKind.Call)
        {
            _returnTop = (_returnTop + 1) % ReturnDepth;
            _returns[_returnTop] = returnAddress;
            _returnCount = Math.Min(_returnCount + 1, ReturnDepth);
        }
        else if (kind == BranchKind.Return && _returnCount > 0)
        {
            _returnTop = (_returnTop + ReturnDepth - 1) % ReturnDepth;
            _returnCount--;
        }
    }

    /// <summary>The return address that a predecoded return would go to; null when the stack is empty.</summary>
    public ulong? ReturnTarget => _returnCount > 0 ? _returns[_returnTop] : null;

    /// <summary>A branch resolved.</summary>
    public void Resolve(ulong word, in BranchPrediction prediction, bool isBranch, bool taken, bool mispredicted)
    {
        if (isBranch)
        {
            _taken[Index(word, prediction.History)] = taken;
        }

        if (mispredicted)
        {
            _history = isBranch ? ((taken ? 0x80 : 0) | (prediction.History >> 1)) & 0xFF : prediction.History;
        }
    }

    /// <summary>Enters or replaces a target.</summary>
    public void Insert(ulong word, in BranchPrediction prediction, BranchKind kind, ulong target)
    {
        var entry = prediction.Entry >= 0 ? prediction.Entry : Victim();
        (_words[entry], _targets[entry], _kinds[entry], _valid[entry]) = (word, target, kind, true);
        Access(entry);
    }

    public void Reset()
    {
        Array.Clear(_valid);
        Array.Clear(_taken);
        Array.Clear(_tree);
        (_returnCount, _returnTop, _history) = (0, 0, 0);
    }

    private static int Index(ulong address, int history)
    {
        var high = (int)(address >> 2);
        var hash = (high & (Counters - 1)) ^ ((high >> 9) & 3);
        var hashed = (221 * history) >> 5 & 7;
        return (hash ^ (hashed << 6)) & (Counters - 1);
    }

    private int Find(ulong fetchPc)
    {
        for (var i = 0; i < Entries; i++)
        {
            if (_words[i] == fetchPc && _valid[i])
            {
                return i;
            }
        }

        return -1;
    }

    private void Access(int entry)
    {
        var node = 1;
        for (var bit = 4; bit >= 0; bit--)
        {
            var right = ((entry >> bit) & 1) != 0;
            _tree[node] = !right;
            node = (node << 1) | (right ? 1 : 0);
        }
    }

    private int Victim()
    {
        int node = 1, low = 0;
        for (var size = 16; size > 0; size >>= 1)
        {
            var right = _tree[node] && low + size < Entries;
            node = (node << 1) | (right ? 1 : 0);
            low += right ? size : 0;
        }

        return Math.Min(low, Entries - 1);
    }
}
