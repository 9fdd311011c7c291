namespace Autocomp.Emulator.Timing;

/// <summary>The pipe that reads, answers and writes, one beat a cycle, one request after the other (SourceD.scala).</summary>
internal sealed class AnswerPipe(DataBanks banks, PutBuffer puts)
{
    private CacheRequest _request;
    private int _set;
    private int _way;
    private int _index;
    private int _beat;
    private bool _singleAnswer;
    private bool _hasRead;
    private Stage _second;
    private Stage _third;
    private Stage _fourth;

    /// <summary>Whether a request is being split into beats: no other one can enter.</summary>
    public bool IsBusy { get; private set; }

    public bool IsEmpty => !(IsBusy || _second.Full || _third.Full || _fourth.Full);

    /// <summary>A request enters in this cycle.</summary>
    /// <param name="request">The request.</param>
    /// <param name="set">Its set.</param>
    /// <param name="way">Where its line is.</param>
    /// <param name="index">The transaction that sends it.</param>
    /// <param name="withoutData">Whether the answer is a permission only.</param>
    public void Begin(in CacheRequest request, int set, int way, int index, bool withoutData)
    {
        (_request, _set, _way, _index, _beat, _singleAnswer, _hasRead) = (request, set, way, index, 0, withoutData, false);
        IsBusy = true;
    }

    /// <summary>Whether a place is free of requests that still read or write it.</summary>
    public bool IsClear(int set, int way) =>
        !((IsBusy && _set == set && _way == way) || _second.Is(set, way) || _third.Is(set, way) || _fourth.Is(set, way));

    /// <summary>One cycle, after those with priority on the banks.</summary>
    /// <param name="now">The cycle.</param>
    /// <param name="canAnswer">Whether an answer can leave.</param>
    /// <param name="answer">The answer that leaves, if any.</param>
    /// <returns>Whether an answer leaves.</returns>
    public bool Step(long now, bool canAnswer, out Answer answer)
    {
        var written = _fourth.Full && (!_fourth.Writes || banks.TryInner(_fourth.Beat));
        var fourthFree = !_fourth.Full || written;
        var answers = _third.Full && _third.Answers && canAnswer;
        answer = answers ? new Answer(_third.Request, _third.Index, _third.First, _third.Last) : default;
        _third.Answers &= !answers;
        var thirdGoes = _third.Full && !_third.Answers && (fourthFree || !_third.Retires);
        if (_second.Full && _second.Takes && TryTakeData(now))
        {
            _second.Takes = false;
        }

        var secondGoes = _second.Full && !_second.Takes && (!_third.Full || thirdGoes);
        var firstGoes = StepFirst() && (!_second.Full || secondGoes);
        Move(written, thirdGoes, secondGoes, firstGoes);
        return answers;
    }

    public void Reset()
    {
        IsBusy = false;
        _second.Full = _third.Full = _fourth.Full = false;
    }

    /// <summary>Whether the first stage has what it needs of the data.</summary>
    private bool StepFirst()
    {
        if (!IsBusy)
        {
            return false;
        }

        var reads = !_singleAnswer && !_request.IsRelease && _request.Operation != CacheOperation.PutFull;
        if (!reads || _hasRead)
        {
            return true;
        }

        var beat = _request.FirstBeat + _beat;
        _hasRead = _second.Bypasses(_set, _way, beat) || _third.Bypasses(_set, _way, beat) || _fourth.Bypasses(_set, _way, beat) || banks.TryInner(beat);
        return _hasRead;
    }

    private bool TryTakeData(long now) => !_second.Request.IsPut || puts.TryTake(_second.Request.Put, _second.Last, now);

    private void Move(bool written, bool thirdGoes, bool secondGoes, bool firstGoes)
    {
        _fourth.Full &= !written;
        if (thirdGoes)
        {
            if (_third.Retires)
            {
                _fourth = _third;
            }

            _third.Full = false;
        }

        if (secondGoes)
        {
            _third = _second;
            _second.Full = false;
        }

        if (!firstGoes)
        {
            return;
        }

        var writes = _request.IsPut || _request.IsRelease;
        var last = _singleAnswer || _beat == _request.Beats - 1;
        _second = new Stage
        {
            Full = true,
            Request = _request,
            Set = _set,
            Way = _way,
            Index = _index,
            Beat = _request.FirstBeat + _beat,
            First = _beat == 0,
            Last = last,
            Takes = writes,
            Writes = writes,
            Answers = !writes || _beat == 0,
            Retires = !_singleAnswer,
        };
        _beat++;
        _hasRead = false;
        IsBusy = !last;
    }

    /// <summary>A beat of an answer.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Index">The transaction that sent it.</param>
    /// <param name="First">Whether this is the first beat.</param>
    /// <param name="Last">Whether this is the last beat.</param>
    internal readonly record struct Answer(CacheRequest Request, int Index, bool First, bool Last);

    private struct Stage
    {
        public bool Full;
        public bool First;
        public bool Last;
        public bool Takes;
        public bool Writes;
        public bool Answers;
        public bool Retires;
        public int Set;
        public int Way;
        public int Beat;
        public int Index;
        public CacheRequest Request;

        public readonly bool Is(int set, int way) => Full && Set == set && Way == way;

        public readonly bool Bypasses(int set, int way, int beat) => Full && Retires && Beat == beat && Set == set && Way == way;
    }
}
