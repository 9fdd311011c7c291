using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Where every part of a machine reports faults. Strict ends the run; permissive notes each distinct thing once and goes on.</summary>
/// <remarks>Two faults are the same thing when kind, instruction and command agree; operands and addresses may differ, as they do in a loop.</remarks>
public sealed class FaultSink
{
    /// <summary>Most faults that a permissive run notices.</summary>
    public const int MostNoticed = 256;

    private readonly HashSet<(FaultKind Kind, ulong ProgramCounter, ulong Detail)> _seen = [];
    private readonly List<Fault> _noticed = [];
    private readonly List<ulong> _details = [];

    /// <summary>How suspicious the machine is now. Default <see cref="Policy.Strict"/>.</summary>
    public Policy Policy { get; set; } = Policy.Strict;

    /// <summary>Gives the source line of an instruction, when an object with line tables is loaded.</summary>
    public Func<ulong, SourceLine?>? LineOf { get; set; }

    /// <summary>What a permissive run noticed, in the order in which it did: at most <see cref="MostNoticed"/>.</summary>
    public ImmutableArray<Fault> Noticed => [.. _noticed];

    /// <summary>Whether there was more than <see cref="Noticed"/> lists.</summary>
    public bool NoticedMore { get; private set; }

    /// <summary>Reports a fault. Returns only under <see cref="Policy.Permissive"/>.</summary>
    /// <param name="fault">The fault; its line is filled in when absent.</param>
    public void Report(Fault fault) => Report(fault, 0);

    /// <summary>Ends the run under either policy: for limits, and for what cannot go on.</summary>
    /// <param name="fault">The fault; its line is filled in when absent.</param>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void End(Fault fault) => throw new FaultException(WithLine(fault));

    /// <summary>Forgets what was noticed.</summary>
    public void Reset() => Reset(noticedMore: false);

    /// <summary>The fault with its source line, when one is known.</summary>
    /// <param name="fault">Any fault.</param>
    /// <returns>The same fault with <see cref="Fault.Line"/> set where possible.</returns>
    public Fault WithLine(Fault fault) => fault.Line is null ? fault with { Line = LineOf?.Invoke(fault.ProgramCounter) } : fault;

    /// <summary>Saves or loads the policy and what was noticed.</summary>
    internal void Pass(StateStream state)
    {
        Policy = state.Value(Policy);
        NoticedMore = state.Value(NoticedMore);
        int count = state.Value(_noticed.Count);
        if (state.IsReading) Reset(NoticedMore);
        for (int i = 0; i < count; i++)
        {
            (Fault? fault, ulong detail) = state.IsReading ? (null, 0) : (_noticed[i], _details[i]);
            detail = state.Value(detail);
            fault = FaultText.Pass(state, fault);
            if (state.IsReading) Add(fault, detail);
        }
    }

    /// <summary>Reports a fault with what tells it from others of its kind at the same instruction.</summary>
    internal void Report(Fault fault, ulong detail)
    {
        if (Policy == Policy.Strict) End(fault);
        if (!Hears(fault.Kind, fault.ProgramCounter, detail)) return;
        Add(WithLine(fault), detail);
    }

    /// <summary>Whether a report would end the run or be news. Asked before a message is worded.</summary>
    internal bool Hears(FaultKind kind, ulong programCounter, ulong detail = 0)
    {
        if (Policy == Policy.Strict) return true;
        if (_seen.Contains((kind, programCounter, detail))) return false;
        if (_seen.Count < MostNoticed) return true;
        NoticedMore = true;
        return false;
    }

    private void Add(Fault fault, ulong detail)
    {
        _seen.Add((fault.Kind, fault.ProgramCounter, detail));
        _noticed.Add(fault);
        _details.Add(detail);
    }

    private void Reset(bool noticedMore)
    {
        _seen.Clear();
        _noticed.Clear();
        _details.Clear();
        NoticedMore = noticedMore;
    }
}
