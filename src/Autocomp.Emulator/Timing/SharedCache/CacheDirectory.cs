namespace Autocomp.Emulator.Timing;

/// <summary>Tags and states of the shared cache (Directory.scala). The way that a line replaces is random, whether or not another one is empty.</summary>
/// <param name="sets">Sets, a power of two.</param>
/// <param name="ways">Ways, a power of two.</param>
internal sealed class CacheDirectory(int sets, int ways)
{
    /// <summary>Bits of the register that choose the way. Source: InclusiveCacheParameters.lfsrBits.</summary>
    private const int VictimBits = 10;

    private readonly Entry[] _entries = new Entry[sets * ways];
    private readonly int _victimShift = VictimBits - System.Numerics.BitOperations.Log2((uint)ways);
    private uint _random = 1;

    public int SetOf(ulong line) => (int)(line & (ulong)(sets - 1));

    /// <summary>Looks a line up. Every look-up steps the replacement.</summary>
    /// <param name="line">The line.</param>
    /// <param name="way">Where it is, or what it would replace.</param>
    /// <returns>Whether it is there.</returns>
    public bool Read(ulong line, out int way)
    {
        _random = ((_random << 1) | (((_random >> 15) ^ (_random >> 13) ^ (_random >> 12) ^ (_random >> 10)) & 1)) & 0xFFFF;
        var first = SetOf(line) * ways;
        for (way = 0; way < ways; way++)
        {
            ref readonly var entry = ref _entries[first + way];
            if (entry.State != LineState.Invalid && entry.Line == line)
            {
                return true;
            }
        }

        way = (int)(_random & ((1u << VictimBits) - 1)) >> _victimShift;
        return false;
    }

    public ref Entry this[ulong line, int way] => ref _entries[(SetOf(line) * ways) + way];

    public void Clear()
    {
        Array.Clear(_entries);
        _random = 1;
    }

    /// <summary>A line as the directory knows it.</summary>
    internal struct Entry
    {
        public ulong Line;
        public LineState State;
        public bool Dirty;

        /// <summary>Whether the core may hold it. It drops unmodified lines without a word, so this can be out of date.</summary>
        public bool InCore;
    }
}
