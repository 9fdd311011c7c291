using System.Numerics;
using Autocomp.Isa;

namespace Autocomp.Emulator.Timing;

/// <summary>Who used which port of scratchpad and accumulator banks in this cycle, and the accumulator's write pipes.</summary>
internal sealed class LocalMemoryPorts(TargetDescription target, EventClock clock)
{
    private readonly long[] _scratchpadWrite = Filled(target.ScratchpadBanks);
    private readonly int[] _scratchpadWriter = new int[target.ScratchpadBanks];
    private readonly long[] _arrayRead = Filled(target.ScratchpadBanks);
    private readonly long[] _accumulatorWrite = Filled(target.AccumulatorBanks);
    private readonly long[] _accumulation = Filled(target.AccumulatorBanks);
    private readonly ulong[] _scratchpadRows = new ulong[(target.ScratchpadRows + 63) / 64];
    private readonly ulong[] _accumulatorRows = new ulong[(target.AccumulatorRows + 63) / 64];
    private readonly (long Cycle, uint Row)[] _pipe = new (long, uint)[target.AccumulatorBanks * 4];

    public LocalRow Local { get; } = new(target);

    /// <summary>Scratchpad rows written since <see cref="ForgetRows"/>.</summary>
    public int ScratchpadRowsUsed => _scratchpadRows.Sum(BitOperations.PopCount);

    /// <summary>Accumulator rows written since <see cref="ForgetRows"/>.</summary>
    public int AccumulatorRowsUsed => _accumulatorRows.Sum(BitOperations.PopCount);

    /// <summary>Scratchpad rows that stores read and that are still in the pipe behind the bank.</summary>
    public int[] StoreRowsInPipe { get; } = new int[target.ScratchpadBanks];

    public bool IsScratchpadWritten(int bank) => _scratchpadWrite[bank] == clock.Now;

    public bool IsAccumulatorWritten(int bank) => _accumulatorWrite[bank] == clock.Now;

    public bool IsAccumulating(int bank) => _accumulation[bank] == clock.Now;

    public bool IsReadByArray(int bank) => _arrayRead[bank] == clock.Now;

    /// <summary>Whether the array can read a row of the bank in this cycle.</summary>
    public bool CanArrayRead(int bank) => _scratchpadWrite[bank] != clock.Now && StoreRowsInPipe[bank] <= target.Timing.ScratchpadReadDelay;

    public void ReadByArray(int bank) => _arrayRead[bank] = clock.Now;

    /// <summary>The reservation-station entry behind the bank's last write.</summary>
    public int WriterOf(int bank) => _scratchpadWriter[bank];

    public void WriteScratchpad(uint address, int entry)
    {
        var bank = Local.ScratchpadBank(address);
        (_scratchpadWrite[bank], _scratchpadWriter[bank]) = (clock.Now, entry);
        Mark(_scratchpadRows, Local.Row(address));
    }

    public void WriteAccumulator(uint address, bool accumulate)
    {
        var bank = Local.AccumulatorBank(address);
        _accumulatorWrite[bank] = clock.Now;
        if (accumulate)
        {
            _accumulation[bank] = clock.Now;
        }

        Mark(_accumulatorRows, Local.Row(address));
        _pipe[(bank << 2) | (int)(clock.Now & 3)] = (clock.Now, Local.Row(address));
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
            if (cycle >= 0 && _pipe[(bank << 2) | (int)(cycle & 3)] == (cycle, row))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Starts counting used rows anew.</summary>
    public void ForgetRows()
    {
        Array.Clear(_scratchpadRows);
        Array.Clear(_accumulatorRows);
    }

    public void Reset()
    {
        ForgetRows();
        Array.Fill(_scratchpadWrite, -1);
        Array.Fill(_arrayRead, -1);
        Array.Fill(_accumulatorWrite, -1);
        Array.Fill(_accumulation, -1);
        Array.Clear(StoreRowsInPipe);
        Array.Fill(_pipe, (-1, 0u));
    }

    private static void Mark(ulong[] rows, uint row) => rows[row >> 6] |= 1UL << (int)(row & 63);

    private static long[] Filled(int length)
    {
        var values = new long[length];
        Array.Fill(values, -1);
        return values;
    }
}
