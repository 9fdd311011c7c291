namespace Autocomp.Emulator.Timing;

/// <summary>Sums over equal parts of a run whose length is not known beforehand: when the parts run out, neighbours are added up and parts get twice as long.</summary>
internal sealed class SampleGrid(int samples)
{
    private readonly int _samples = Math.Max(samples, 2) & ~1;
    private readonly List<long[]> _series = [];

    /// <summary>Cycles of a part.</summary>
    public long PartCycles { get; private set; } = 1;

    /// <summary>A new series of zeros.</summary>
    public long[] Create()
    {
        var values = new long[_samples];
        _series.Add(values);
        return values;
    }

    /// <summary>The part that a cycle is in.</summary>
    public int PartOf(long cycle)
    {
        while (cycle / PartCycles >= _samples)
        {
            Fold();
        }

        return (int)(cycle / PartCycles);
    }

    /// <summary>Adds an amount for each cycle of a stretch.</summary>
    public void Add(long[] series, long start, long cycles)
    {
        PartOf(start + cycles - 1);
        while (cycles > 0)
        {
            var part = (int)(start / PartCycles);
            var inPart = Math.Min(cycles, ((part + 1) * PartCycles) - start);
            series[part] += inPart;
            start += inPart;
            cycles -= inPart;
        }
    }

    private void Fold()
    {
        foreach (var values in _series)
        {
            for (var i = 0; i < _samples / 2; i++)
            {
                values[i] = values[2 * i] + values[(2 * i) + 1];
            }

            Array.Clear(values, _samples / 2, _samples / 2);
        }

        PartCycles *= 2;
    }
}
