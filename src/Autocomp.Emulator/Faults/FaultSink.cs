using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Where every part of a machine reports faults. Strict ends the run, permissive notes each kind once and goes on.</summary>
public sealed class FaultSink
{
    private readonly Dictionary<FaultKind, Fault> _noticed = [];

    /// <summary>How suspicious the machine is now. Default <see cref="Policy.Strict"/>.</summary>
    public Policy Policy { get; set; } = Policy.Strict;

    /// <summary>Gives the source line of an instruction, when an object with line tables is loaded.</summary>
    public Func<ulong, SourceLine?>? LineOf { get; set; }

    /// <summary>What a permissive run noticed: the first fault of each kind, in the order of their kinds.</summary>
    public ImmutableArray<Fault> Noticed => [.. _noticed.OrderBy(entry => entry.Key).Select(entry => entry.Value)];

    /// <summary>Reports a fault. Returns only under <see cref="Policy.Permissive"/>.</summary>
    /// <param name="fault">The fault; its line is filled in when absent.</param>
    public void Report(Fault fault)
    {
        if (Policy == Policy.Strict) End(fault);
        _noticed.TryAdd(fault.Kind, WithLine(fault));
    }

    /// <summary>Ends the run under either policy: for limits, and for what cannot go on.</summary>
    /// <param name="fault">The fault; its line is filled in when absent.</param>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void End(Fault fault) => throw new FaultException(WithLine(fault));

    /// <summary>Forgets what was noticed.</summary>
    public void Reset() => _noticed.Clear();

    /// <summary>The fault with its source line, when one is known.</summary>
    /// <param name="fault">Any fault.</param>
    /// <returns>The same fault with <see cref="Fault.Line"/> set where possible.</returns>
    public Fault WithLine(Fault fault) => fault.Line is null ? fault with { Line = LineOf?.Invoke(fault.ProgramCounter) } : fault;
}
