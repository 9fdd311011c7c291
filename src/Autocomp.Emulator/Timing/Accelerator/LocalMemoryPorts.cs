using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Who used which port of scratchpad and accumulator banks in this cycle, and the accumulator's write pipes.</summary>
internal sealed class LocalMemoryPorts(TargetDescription target, EventClock clock)
{
    private readonly long[] _scratchpadWrite = Filled(target.ScratchpadBanks);
    private readonly long[] _arrayRead = Filled(target.ScratchpadBanks);
    private readonly long[] _accumulatorWrite = Filled(target.AccumulatorBanks);
    private readonly long[] _accumulation = Filled(target.AccumulatorBanks);
    private readonly (long Cycle, uint Row)[,] _pipe = new (long, uint)[target.AccumulatorBanks, 4];

    public LocalRow Local { get; } = new(target);

    /// <summary>Scratchpad rows that stores read and that are still in the pipe behind the bank.</summary>
    public int[] StoreRowsInPipe { get; } = new int[target.ScratchpadBanks];

    public bool IsScratchpadWritten(int bank) => _scratchpadWrite[bank] == clock.Now;

    public bool IsAccumulatorWritten(int bank) => _accumulatorWrite[bank] == clock.Now;

    public bool IsAccumulating(int bank) => _accumulation[bank] == clock.Now;

    public bool IsReadByArray(int bank) => _arrayRead[bank] == clock.Now;

    /// <summary>Whether the array can read a row of the bank in this cycle.</summary>
    public bool CanArrayRead(int bank) => _scratchpadWrite[bank] != clock.Now && StoreRowsInPipe[bank] <= target.Timing.ScratchpadReadDelay;

    public void ReadByArray(int bank) => _arrayRead[bank] = clock.Now;

    public void WriteScratchpad(int bank) => _scratchpadWrite[bank] = clock.Now;

    public void WriteAccumulator(uint address, bool accumulate)
    {
        var bank = Local.AccumulatorBank(address);
        _accumulatorWrite[bank] = clock.Now;
        if (accumulate)
        {
            _accumulation[bank] = clock.Now;
        }

        _pipe[bank, clock.Now & 3] = (clock.Now, Local.Row(address));
    }

    /// <summary>Marks an accumulating write that asks for the port but has to wait for an older one to the same row.</summary>
    public void HoldAccumulator(int bank) => _accumulation[bank] = _accumulatorWrite[bank] = clock.Now;

    /// <summary>Whether a write to this row is still in the bank's pipe.</summary>
    public bool IsInWritePipe(uint address)
    {
        var bank = Local.AccumulatorBank(address);
        var row = Local.Row(address);
        for (var age = 1; age <= target.Timing.AccumulatorLatency; age++)
        {
            var cycle = clock.Now - age;
            if (cycle >= 0 && _pipe[bank, cycle & 3] == (cycle, row))
            {
                return true;
            }
        }

        return false;
    }

    public void Reset()
    {
        Array.Fill(_scratchpadWrite, -1);
        Array.Fill(_arrayRead, -1);
        Array.Fill(_accumulatorWrite, -1);
        Array.Fill(_accumulation, -1);
        Array.Clear(StoreRowsInPipe);
        for (var bank = 0; bank < target.AccumulatorBanks; bank++)
        {
            for (var i = 0; i < 4; i++)
            {
                _pipe[bank, i] = (-1, 0);
            }
        }
    }

    private static long[] Filled(int length)
    {
        var values = new long[length];
        Array.Fill(values, -1);
        return values;
    }
}
