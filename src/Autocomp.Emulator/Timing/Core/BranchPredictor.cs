namespace Autocomp.Emulator.Timing;

/// <summary>Rocket's branch target buffer, history table and return stack, followed on the correct path (BTB.scala, Frontend.scala).</summary>
/// <remarks>28 entries, fully associative, tree pseudo-LRU; 512 one-bit counters indexed by fetch word and three hashed bits of an 8-bit history; six return addresses.</remarks>
internal sealed class BranchPredictor
{
    public const int Entries = 28;
    private const int Counters = 512;
    private const int ReturnDepth = 6;

    /// <summary>Fetches after which a change that a fetched word brings is seen: the one right behind does not.</summary>
    private const int DecodeDelay = 2;

    /// <summary>Cycles from the retirement of a branch until a fetch sees its outcome: resolved a stage before, read four stages before retirement.</summary>
    private const int ResolveDelay = 4;

    private readonly ulong[] _words = new ulong[Entries];
    private readonly ulong[] _targets = new ulong[Entries];
    private readonly BranchKind[] _kinds = new BranchKind[Entries];
    private readonly bool[] _valid = new bool[Entries];
    private readonly bool[] _taken = new bool[Counters];
    private readonly ulong[] _returns = new ulong[ReturnDepth];
    private readonly bool[] _tree = new bool[32];
    private readonly PredictorUpdate[] _updates = new PredictorUpdate[32];
    private int _deferred;
    private int _returnTop;
    private int _returnCount;
    private int _history;

    /// <summary>What the predictor says of a fetch word.</summary>
    /// <param name="fetchPc">The address fetched from; an entry matches only the word's own start.</param>
    /// <param name="time">When the word would retire.</param>
    public BranchPrediction Predict(ulong fetchPc, long time)
    {
        Apply(time);
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
    public void Advance(in BranchPrediction prediction, long time) =>
        Defer(new PredictorUpdate(PredictorUpdate.What.History, time + DecodeDelay, prediction.Counter));

    /// <summary>A call or return was fetched.</summary>
    public void NoteCall(BranchKind kind, ulong returnAddress, long time)
    {
        if (kind is BranchKind.Call or BranchKind.Return)
        {
            var what = kind == BranchKind.Call ? PredictorUpdate.What.Call : PredictorUpdate.What.Return;
            Defer(new PredictorUpdate(what, time + DecodeDelay, Target: returnAddress));
        }
    }

    /// <summary>The return address that a predecoded return goes to; null when the stack is empty. Predecoding sees every earlier call and return.</summary>
    public ulong? ReturnTarget
    {
        get
        {
            for (var i = 0; i < _deferred; i++)
            {
                if (_updates[i].Kind is PredictorUpdate.What.Call or PredictorUpdate.What.Return)
                {
                    Apply(_updates[i]);
                    Remove(i--);
                }
            }

            return _returnCount > 0 ? _returns[_returnTop] : null;
        }
    }

    /// <summary>A branch or jump resolved.</summary>
    public void Resolve(ulong word, in BranchPrediction prediction, bool isBranch, bool taken, bool mispredicted, long retired)
    {
        if (isBranch)
        {
            Defer(new PredictorUpdate(PredictorUpdate.What.Table, retired + ResolveDelay, taken, Index(word, prediction.History)));
        }

        if (!mispredicted)
        {
            return;
        }

        for (var i = 0; i < _deferred; i++)
        {
            if (_updates[i].Kind == PredictorUpdate.What.History)
            {
                Remove(i--);
            }
        }

        _history = isBranch ? ((taken ? 0x80 : 0) | (prediction.History >> 1)) & 0xFF : prediction.History;
    }

    /// <summary>A target enters the buffer because the core found a wrong path.</summary>
    public void InsertResolved(ulong word, in BranchPrediction prediction, BranchKind kind, ulong target, long retired) =>
        Defer(new PredictorUpdate(PredictorUpdate.What.Target, retired + ResolveDelay + 1, false, prediction.Entry, word, target, kind));

    /// <summary>A target enters the buffer because a fetched word shows it.</summary>
    public void InsertPredecoded(ulong word, BranchKind kind, ulong target, long time) =>
        Defer(new PredictorUpdate(PredictorUpdate.What.Target, time + DecodeDelay + 1, false, -1, word, target, kind));

    public void Reset()
    {
        Array.Clear(_valid);
        Array.Clear(_taken);
        Array.Clear(_tree);
        (_returnCount, _returnTop, _history, _deferred) = (0, 0, 0, 0);
    }

    private void Defer(in PredictorUpdate update)
    {
        if (_deferred == _updates.Length)
        {
            Apply(_updates[0]);
            Remove(0);
        }

        _updates[_deferred++] = update;
    }

    private void Apply(long time)
    {
        for (var i = 0; i < _deferred; i++)
        {
            if (_updates[i].At <= time)
            {
                Apply(_updates[i]);
                Remove(i--);
            }
        }
    }

    private void Remove(int index) => Array.Copy(_updates, index + 1, _updates, index, --_deferred - index);

    private void Apply(in PredictorUpdate update)
    {
        switch (update.Kind)
        {
            case PredictorUpdate.What.History:
                _history = ((update.Taken ? 0x80 : 0) | (_history >> 1)) & 0xFF;
                break;
            case PredictorUpdate.What.Table:
                _taken[update.Index] = update.Taken;
                break;
            case PredictorUpdate.What.Call:
                _returnTop = (_returnTop + 1) % ReturnDepth;
                _returns[_returnTop] = update.Target;
                _returnCount = Math.Min(_returnCount + 1, ReturnDepth);
                break;
            case PredictorUpdate.What.Return when _returnCount > 0:
                _returnTop = (_returnTop + ReturnDepth - 1) % ReturnDepth;
                _returnCount--;
                break;
            case PredictorUpdate.What.Target:
                var entry = update.Index >= 0 ? update.Index : Victim();
                (_words[entry], _targets[entry], _kinds[entry], _valid[entry]) = (update.Word, update.Target, update.Branch, true);
                Access(entry);
                break;
            default:
                break;
        }
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
