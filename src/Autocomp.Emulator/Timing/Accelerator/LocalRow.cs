namespace Autocomp.Emulator.Timing;

/// <summary>Reads 32-bit local addresses as the RTL does (LocalAddr.scala): 14 data bits, of which the accumulator uses 10.</summary>
/// <param name="target">Sizes of the local memories.</param>
internal sealed class LocalRow(Isa.TargetDescription target)
{
    private const uint GarbageFlags = 0xE000_0000;
    private readonly uint _dataMask = (uint)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(target.ScratchpadRows, target.AccumulatorRows)) - 1;
    private readonly uint _scratchpadMask = (uint)target.ScratchpadRows - 1;
    private readonly uint _accumulatorMask = (uint)target.AccumulatorRows - 1;
    private readonly int _scratchpadShift = System.Numerics.BitOperations.Log2((uint)target.ScratchpadBankRows);
    private readonly int _accumulatorShift = System.Numerics.BitOperations.Log2((uint)target.AccumulatorBankRows);

    public static bool IsAccumulator(uint address) => (address >> 31) != 0;

    public static bool Accumulates(uint address) => (address & 0x4000_0000) != 0;

    public static bool IsFullWidth(uint address) => (address & 0x2000_0000) != 0;

    public bool IsGarbage(uint address)
    {
        var all = GarbageFlags | _dataMask | (_dataMask + 1);
        return (address & all) == all;
    }

    public uint Add(uint address, uint rows) => (address & ~_dataMask) | ((address + rows) & _dataMask);

    public uint Row(uint address) => address & (IsAccumulator(address) ? _accumulatorMask : _scratchpadMask);

    public int ScratchpadBank(uint address) => (int)((address & _scratchpadMask) >> _scratchpadShift);

    public int AccumulatorBank(uint address) => (int)((address & _accumulatorMask) >> _accumulatorShift);

    public bool SameAddress(uint left, uint right) => ((left ^ right) & (0x8000_0000 | _dataMask)) == 0;

    public uint RowsOf(uint address) => IsAccumulator(address) ? _accumulatorMask + 1 : _scratchpadMask + 1;
}
