using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autocomp.Emulator;

/// <summary>The scratchpad or the accumulator: rows of lanes, with one poison bit for each lane.</summary>
/// <remarks>
/// A set poison bit means that the running kernel has not determined the lane's value. Poison spreads through computes and
/// is judged where a value becomes visible, so that lanes which hardware computes and nobody reads do no harm.
/// Plain commands and loop commands have separate views: where loops keep their data is not part of the contract.
/// </remarks>
internal sealed unsafe class LocalMemory
{
    private const int Alignment = 64;
    private readonly byte[] _storage;
    private readonly ulong[] _plainPoison;
    private readonly ulong[] _loopPoison;
    private readonly bool[] _used;
    private readonly Dictionary<int, PoisonOrigin> _origins = [];
    private bool _loopDataValid;
    private ulong _fillSeed;

    public LocalMemory(string name, int rows, int lanes, int laneBytes)
    {
        Name = name;
        Rows = rows;
        Lanes = lanes;
        LaneBytes = laneBytes;
        RowBytes = lanes * laneBytes;
        AllLanes = lanes == 64 ? ulong.MaxValue : (1UL << lanes) - 1;
        _storage = GC.AllocateArray<byte>(rows * RowBytes + Alignment, pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref _storage[0]);
        Data = (byte*)((start + Alignment - 1) & ~(nint)(Alignment - 1));
        _plainPoison = new ulong[rows];
        _loopPoison = new ulong[rows];
        _used = new bool[rows];
        Poison = _plainPoison;
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    public int Rows { get; }

    public int Lanes { get; }

    public int LaneBytes { get; }

    public int RowBytes { get; }

    /// <summary>The poison bits of a whole row.</summary>
    public ulong AllLanes { get; }

    /// <summary>Row 0, aligned to 64 bytes.</summary>
    public byte* Data { get; }

    /// <summary>Poison bits by row, of the view in use.</summary>
    public ulong[] Poison { get; private set; }

    /// <summary>Rows written at least once since the kernel began.</summary>
    public int RowsUsed { get; private set; }

    public byte* Row(int row) => Data + (nint)row * RowBytes;

    /// <summary>The mask of the first lanes of a row.</summary>
    public static ulong FirstLanes(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    /// <summary>Poison of rows at even distances, all lanes of all rows together.</summary>
    public ulong PoisonOf(int first, int stride, int count)
    {
        ulong[] poison = Poison;
        ulong all = 0;
        for (int i = 0, row = first; i < count; i++, row += stride) all |= poison[row];
        return all;
    }

    /// <summary>Notes that determined values were written.</summary>
    public void NoteLoad(int row, ulong lanes)
    {
        if (Poison[row] == 0) NoteCleanWrite();
        else NoteWrite(row, lanes, 0);
    }

    /// <summary>Plain commands write rows whose poison does not change: only what loops left behind ends.</summary>
    public void NoteCleanWrite() => _loopDataValid &= Poison != _plainPoison;

    /// <summary>Notes that lanes of a row were written, with the poison that the written values carry.</summary>
    public void NoteWrite(int row, ulong lanes, ulong poison)
    {
        Poison[row] = (Poison[row] & ~lanes) | poison;
        if (Poison == _plainPoison) _loopDataValid = false;
        if (_origins.Count > 0 && poison == 0 && lanes == AllLanes) _origins.Remove(row);
        if (!_used[row])
        {
            _used[row] = true;
            RowsUsed++;
        }
    }

    /// <summary>Remembers which never-written lane made a row poisonous.</summary>
    /// <param name="row">The row that got the poison.</param>
    /// <param name="source">The row that it came from.</param>
    /// <param name="lanes">The poisonous lanes of the source.</param>
    /// <param name="memory">The memory of the source.</param>
    /// <param name="reader">The instruction that read it.</param>
    public void NoteSpread(int row, int source, ulong lanes, LocalMemory memory, ulong reader)
    {
        if (_origins.ContainsKey(row) && memory == this && row == source) return;
        _origins[row] = memory._origins.TryGetValue(source, out PoisonOrigin origin)
            ? origin
            : new PoisonOrigin(memory, source, BitOperations.TrailingZeroCount(lanes), reader);
    }

    /// <summary>Where the poison of a row came from; the row itself when nothing spread it.</summary>
    public PoisonOrigin OriginOf(int row, int lane) =>
        _origins.TryGetValue(row, out PoisonOrigin origin) ? origin : new PoisonOrigin(this, row, lane, 0);

    /// <summary>The view of plain commands.</summary>
    public void UsePlainView() => Poison = _plainPoison;

    /// <summary>The view of loop commands. A loop may use any row, so nothing of the plain view is left.</summary>
    public void UseLoopView()
    {
        _plainPoison.AsSpan().Fill(AllLanes);
        _origins.Clear();
        if (!_loopDataValid) _loopPoison.AsSpan().Fill(AllLanes);
        _loopDataValid = true;
        Poison = _loopPoison;
    }

    /// <summary>Nothing is determined from here on; values stay.</summary>
    public void Forget()
    {
        _plainPoison.AsSpan().Fill(AllLanes);
        _loopDataValid = false;
        _used.AsSpan().Clear();
        _origins.Clear();
        RowsUsed = 0;
        Poison = _plainPoison;
    }

    /// <summary>Saves or loads rows, poison and where it came from.</summary>
    /// <param name="state">Where to or from.</param>
    /// <param name="memories">Both local memories: poison may come from the other one.</param>
    public void Pass(StateStream state, LocalMemory[] memories)
    {
        // What differs from the first content, which is mostly nothing.
        state.Field(ref _fillSeed);
        var fresh = new ulong[Rows * RowBytes / sizeof(ulong)];
        Fill(fresh, _fillSeed);
        state.Words(new Span<ulong>(Data, fresh.Length), fresh);
        ulong[] poison = [.. Enumerable.Repeat(AllLanes, Rows)];
        state.Words(_plainPoison, poison);
        state.Field(ref _loopDataValid);
        if (_loopDataValid) state.Words(_loopPoison, poison);
        state.Bits(_used);
        RowsUsed = state.Value(RowsUsed);
        int[] rows = [.. _origins.Keys.Order()];
        int count = state.Value(rows.Length);
        if (state.IsReading) _origins.Clear();
        for (int i = 0; i < count; i++)
        {
            int row = state.Value(state.IsReading ? 0 : rows[i]);
            PoisonOrigin origin = state.IsReading ? default : _origins[row];
            int memory = state.Value(Array.IndexOf(memories, origin.Memory));
            origin = new PoisonOrigin(memories[memory], state.Value(origin.Row), state.Value(origin.Lane), state.Value(origin.Reader));
            if (state.IsReading) _origins[row] = origin;
        }
    }

    /// <summary>Fills all rows with a pattern, or zeros for seed 0.</summary>
    public void Fill(ulong seed)
    {
        _fillSeed = seed;
        Fill(new Span<ulong>(Data, Rows * RowBytes / sizeof(ulong)), seed);
    }

    private static void Fill(Span<ulong> words, ulong seed)
    {
        if (seed == 0)
        {
            words.Clear();
            return;
        }

        for (int i = 0; i < words.Length; i++)
        {
            ulong z = ((ulong)i + 1) * 0x9E3779B97F4A7C15 + seed * 0xD1B54A32D192ED03;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            words[i] = z ^ (z >> 27);
        }
    }
}
