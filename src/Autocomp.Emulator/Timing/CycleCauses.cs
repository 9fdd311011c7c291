using System.Collections.Immutable;

namespace Autocomp.Emulator.Timing;

/// <summary>Puts every cycle under exactly one cause, seen from the array: what it did, or what it waited for.</summary>
internal sealed class CycleCauses(AcceleratorTiming accelerator)
{
    private static readonly string[] Names =
    [
        "array busy", "bank conflict", "array full", "operand hazard", "configuration drain", "flush",
        "waiting for loads", "waiting for stores", "waiting for results", "accumulator port", "command path", "issue from the core", "hang",
    ];

    private readonly long[] _cycles = new long[Names.Length];

    /// <summary>Cycles in which the load controller was busy.</summary>
    public long LoadBusy { get; private set; }

    /// <summary>Cycles in which the store controller was busy.</summary>
    public long StoreBusy { get; private set; }

    /// <summary>Cycles in which the array was fed.</summary>
    public long ArrayBusy => _cycles[0];

    public long Total => _cycles.Sum();

    /// <summary>Accounts for cycles that passed in the state that the accelerator is in.</summary>
    public void Pass(long cycles)
    {
        _cycles[Cause()] += cycles;
        LoadBusy += accelerator.Loads.IsBusy ? cycles : 0;
        StoreBusy += accelerator.Stores.IsBusy ? cycles : 0;
    }

    public ImmutableSortedDictionary<string, long> ToDictionary()
    {
        var causes = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < Names.Length; i++)
        {
            if (_cycles[i] > 0)
            {
                causes.Add(Names[i], _cycles[i]);
            }
        }

        return causes.ToImmutable();
    }

    public void Clear()
    {
        Array.Clear(_cycles);
        (LoadBusy, StoreBusy) = (0, 0);
    }

    private int Cause() => accelerator.IsHung ? Names.Length - 1 : accelerator.Execute.Activity switch
    {
        ExecuteActivity.Feeding => 0,
        ExecuteActivity.BankConflict => 1,
        ExecuteActivity.ArrayFull => 2,
        ExecuteActivity.Hazard => 3,
        ExecuteActivity.Draining => 4,
        ExecuteActivity.Flushing => 5,
        _ => Waiting(),
    };

    private int Waiting()
    {
        var waits = accelerator.Station.ExecuteWaitsFor();
        if (waits >= 0)
        {
            return waits == 0 ? 6 : waits == 2 ? 7 : 8;
        }

        if (accelerator.Loads.IsBusy)
        {
            return 6;
        }

        if (accelerator.StorePipeline.WaitsForAccumulator)
        {
            return 9;
        }

        if (accelerator.Stores.IsBusy || accelerator.StorePipeline.IsBusy)
        {
            return 7;
        }

        return accelerator.Execute.Array.ResultsPending > 0 ? 8 : accelerator.IsBusy ? 10 : 11;
    }
}
