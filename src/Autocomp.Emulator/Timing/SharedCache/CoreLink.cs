namespace Autocomp.Emulator.Timing;

/// <summary>The core's side of the shared cache: its misses and write-backs, and the probes of its data cache (DCache.scala).</summary>
/// <param name="tags">The core's data cache.</param>
internal sealed class CoreLink(TagCache tags)
{
    private const int LineBeats = 4;

    /// <summary>Cycles from taking a probe to its answer at the shared cache: clean or absent, and modified.</summary>
    private const int CleanAnswerDelay = 4;
    private const int DirtyAnswerDelay = 8;

    /// <summary>Cycles from taking a probe until the next one can be taken.</summary>
    private const int AbsentProbeCycles = 3;
    private const int CleanProbeCycles = 4;
    private const int DirtyProbeCycles = 10;

    private readonly Queue<(ulong Line, bool TakesAway, long At)> _probes = new();
    private readonly Queue<Message> _messages = new();
    private long _nextProbe;

    /// <summary>Whether the shared cache can send a probe.</summary>
    public bool CanProbe => _probes.Count < 2;

    /// <summary>The next cycle in which anything can happen.</summary>
    public long NextEvent(long now)
    {
        var next = _probes.Count > 0 ? Math.Max(_probes.Peek().At, _nextProbe) : long.MaxValue;
        return Math.Max(_messages.Count > 0 ? Math.Min(next, _messages.Peek().At) : next, now + 1);
    }

    /// <summary>Asks the core for a line back.</summary>
    public void Probe(ulong line, bool takesAway, long now) => _probes.Enqueue((line, takesAway, now + 1));

    /// <summary>The core starts to write a modified line back; its beats arrive from <paramref name="at"/> on.</summary>
    public void Release(ulong line, long at) => _messages.Enqueue(new Message(line, at, IsRelease: true, HasData: true, TookAway: true, Last: false));

    /// <summary>The core's data cache takes probes.</summary>
    public void Step(long now)
    {
        if (_probes.Count == 0 || Math.Max(_probes.Peek().At, _nextProbe) > now)
        {
            return;
        }

        var (line, takesAway, _) = _probes.Dequeue();
        var place = tags.Find(line);
        if (place < 0)
        {
            _nextProbe = now + AbsentProbeCycles;
            _messages.Enqueue(new Message(line, now + CleanAnswerDelay, false, false, true, true));
            return;
        }

        if (tags.IsDirty(place))
        {
            _nextProbe = now + DirtyProbeCycles;
            for (var i = 0; i < LineBeats; i++)
            {
                _messages.Enqueue(new Message(line, now + DirtyAnswerDelay + i, false, true, takesAway, i == LineBeats - 1));
            }
        }
        else
        {
            _nextProbe = now + CleanProbeCycles;
            _messages.Enqueue(new Message(line, now + CleanAnswerDelay, false, false, takesAway, true));
        }

        if (takesAway)
        {
            tags.Invalidate(place);
        }
        else
        {
            tags.SetDirty(place, false);
            tags.SetShared(place, true);
        }
    }

    /// <summary>Whether a message of the core is there.</summary>
    public bool HasMessage(long now) => _messages.Count > 0 && _messages.Peek().At <= now;

    /// <summary>The message that is there.</summary>
    public Message Head => _messages.Peek();

    /// <summary>The message was taken.</summary>
    public void Pop() => _messages.Dequeue();

    public void Reset()
    {
        _probes.Clear();
        _messages.Clear();
        _nextProbe = 0;
    }

    /// <summary>A beat of an answer to a probe, or a write-back.</summary>
    internal readonly record struct Message(ulong Line, long At, bool IsRelease, bool HasData, bool TookAway, bool Last);
}
