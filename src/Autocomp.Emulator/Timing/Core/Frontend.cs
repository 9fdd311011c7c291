namespace Autocomp.Emulator.Timing;

/// <summary>Instruction fetch: one aligned 4-byte word a cycle into a queue of five, redirected by the predictor, by predecoding and by the core (Frontend.scala, IBuf.scala).</summary>
/// <remarks>Times are those at which an instruction fetched then would retire when nothing else holds it.</remarks>
internal sealed class Frontend(InstructionCache cache)
{
    private const int QueueWords = 5;
    private const int MispredictDelay = 4;
    private const int ReplayDelay = 5;
    private readonly BranchPredictor _predictor = new();
    private readonly long[] _taken = new long[8];
    private BranchPrediction _prediction;
    private ulong _word = ulong.MaxValue;
    private ulong _fetchedPc = ulong.MaxValue;
    private int _fetchedLength;
    private int _sureWords;
    private long _wordReady;
    private int _words;
    private bool _straddles;
    private bool _buffered;
    private bool _mayAbsorb;
    private bool _leavesFromBuffer;

    /// <summary>Whether the queue probably runs dry, so that predecoded jumps enter the target buffer.</summary>
    private bool QueueIsShort { get; set; } = true;

    /// <summary>When the instruction's last byte is there.</summary>
    /// <param name="pc">The instruction.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="now">When the core could take it.</param>
    public long Fetch(ulong pc, int length, long now)
    {
        if (pc == _fetchedPc)
        {
            return _wordReady;
        }

        (_fetchedPc, _fetchedLength) = (pc, length);
        var first = pc & ~3UL;
        var last = (pc + (ulong)length - 1) & ~3UL;
        if (first != _word)
        {
            FetchWord(first, pc, now);
        }

        if (last != first)
        {
            _straddles = true;
            FetchWord(last, last, now);
            _straddles = false;
            if (!_buffered && _wordReady <= now)
            {
                // The buffer takes in the first half alone and hands out nothing in that cycle.
                _wordReady = now + 1;
            }

            _buffered = true;
        }

        Buffer(pc, length);
        return _wordReady;
    }

    /// <summary>The instruction was taken by the core; follows its control transfer.</summary>
    /// <param name="pc">The instruction.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="kind">What kind of transfer it is.</param>
    /// <param name="isDirect">Whether the target is in the instruction.</param>
    /// <param name="nextPc">Where it went.</param>
    /// <param name="retired">When it retires.</param>
    public void Transfer(ulong pc, int length, BranchKind kind, bool isDirect, ulong nextPc, long retired)
    {
        var word = (pc + (ulong)length - 1) & ~3UL;
        var taken = nextPc != pc + (ulong)length;
        var isBranch = kind == BranchKind.Branch;
        var prediction = _prediction;
        var predicted = Predicted(pc, length, kind, isDirect, nextPc, out var early);
        if (isBranch)
        {
            _predictor.Advance(prediction, _wordReady);
        }

        _predictor.NoteCall(kind, pc + (ulong)length, _wordReady);
        var mispredicted = predicted != nextPc;
        _predictor.Resolve(word, prediction, isBranch, taken, mispredicted, retired);
        if (mispredicted)
        {
            if (taken)
            {
                _predictor.InsertResolved(word, prediction, kind, nextPc, retired);
            }

            Redirect(retired + MispredictDelay);
            return;
        }

        if (!taken)
        {
            return;
        }

        if (early)
        {
            Follow(length, _wordReady + 1);
            return;
        }

        if (QueueIsShort && (kind != BranchKind.Branch || prediction.Counter))
        {
            _predictor.InsertPredecoded(word, kind, nextPc, _wordReady);
        }

        Follow(length, _wordReady + 2);
    }

    /// <summary>The instruction fetched last goes round the pipeline again from the given cycle of its writeback.</summary>
    /// <returns>Cycles that it loses because it lies in two words.</returns>
    public int Replay(long cycle)
    {
        if (!(_prediction.Entry >= 0 && _prediction.Taken))
        {
            cache.Restart((_fetchedPc & ~3UL) + 4, cycle);
        }

        // Fetched anew, it is the first thing in the empty buffer.
        var upper = (_fetchedPc & 2) != 0;
        _buffered = _fetchedLength == 2 ? !upper : upper;
        _mayAbsorb = _leavesFromBuffer = false;
        return _fetchedLength == 4 && upper ? 1 : 0;
    }

    /// <summary>The core starts again behind an instruction in its writeback.</summary>
    public void Restart(long cycle)
    {
        Redirect(cycle + ReplayDelay);
        _sureWords = 2;
    }

    /// <summary>The core starts again at an address.</summary>
    public void Redirect(long ready)
    {
        (_word, _fetchedPc, _wordReady) = (ulong.MaxValue, ulong.MaxValue, ready - 1);
        _buffered = _mayAbsorb = false;
        _sureWords = 0;
    }

    /// <summary>A predicted transfer. A compressed one that leaves from the buffer lets it take in half an instruction of the target meanwhile.</summary>
    private void Follow(int length, long ready)
    {
        var absorbs = length == 2 && _leavesFromBuffer;
        Redirect(ready);
        _buffered = absorbs;
    }

    /// <summary>Whether the first half of the next instruction waits in the one-halfword buffer behind the fetch queue.</summary>
    private void Buffer(ulong pc, int length)
    {
        var upper = (pc & 2) != 0;
        _leavesFromBuffer = _buffered || (_mayAbsorb && length == 2 && !upper);
        _mayAbsorb = length == 2 && _buffered;
        _buffered = length == 2 ? !_buffered && !upper : _buffered;
    }

    public void Reset()
    {
        _predictor.Reset();
        Array.Clear(_taken);
        (_word, _fetchedPc, _wordReady, _words) = (ulong.MaxValue, ulong.MaxValue, 0, 0);
    }

    private ulong Predicted(ulong pc, int length, BranchKind kind, bool isDirect, ulong nextPc, out bool early)
    {
        var fallThrough = pc + (ulong)length;
        early = _prediction.Entry >= 0 && _prediction.Taken;
        if (early)
        {
            return _prediction.Target;
        }

        return kind switch
        {
            BranchKind.Branch => _prediction.Counter ? BranchTarget(pc, fallThrough, nextPc) : fallThrough,
            BranchKind.Return => _predictor.ReturnTarget ?? 0,
            _ => isDirect ? nextPc : 0,
        };
    }

    private static ulong BranchTarget(ulong pc, ulong fallThrough, ulong nextPc) => nextPc == fallThrough ? ~pc : nextPc;

    private void FetchWord(ulong word, ulong fetchPc, long now)
    {
        // The queue holds back the fetch: a word can come when the one five before it has been taken.
        var slot = _words & 7;
        var ready = Math.Max(_wordReady + 1, _taken[(slot + 8 - QueueWords) & 7]);
        ready = cache.Fetch(word, ready, now, fetchPc == word && _straddles, _sureWords > 0, out var missed);
        _sureWords = missed ? 1 : Math.Max(_sureWords - 1, 0);
        QueueIsShort = ready + 1 >= now;
        _taken[slot] = Math.Max(now, ready);
        _words++;
        (_word, _wordReady) = (word, ready);
        _prediction = _predictor.Predict(fetchPc, ready);
    }
}
