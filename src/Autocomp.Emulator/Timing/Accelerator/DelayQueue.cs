namespace Autocomp.Emulator.Timing;

/// <summary>A hardware queue: what enters in cycle t can leave from t + 1; room is judged by the start of the cycle unless the queue is a pipe.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <param name="capacity">Entries.</param>
internal sealed class DelayQueue<T>(int capacity)
    where T : struct
{
    private readonly T[] _items = new T[capacity];
    private readonly long[] _visible = new long[capacity];
    private int _head;
    private long _poppedAt = -1;

    /// <summary>Entries held, visible or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing is held.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The oldest entry. Only when one is held.</summary>
    public ref T Head => ref _items[_head];

    /// <summary>Whether an entry can enter in this cycle: one that left in the same cycle still counts.</summary>
    public bool HasRoom(long now) => Count + (_poppedAt == now ? 1 : 0) < capacity;

    /// <summary>Whether an entry can enter in this cycle when one that left already makes room.</summary>
    public bool HasRoomAsPipe => Count < capacity;

    /// <summary>Whether the oldest entry can leave in this cycle.</summary>
    public bool HasHead(long now) => Count > 0 && _visible[_head] <= now;

    /// <summary>How many entries can be seen in this cycle. At most one enters a cycle.</summary>
    public int Visible(long now)
    {
        var count = Count;
        return count > 0 && _visible[Wrap(_head + count - 1)] > now ? count - 1 : count;
    }

    /// <summary>The entry <paramref name="index"/> places behind the oldest.</summary>
    public ref T this[int index] => ref _items[Wrap(_head + index)];

    /// <summary>Adds an entry that can be seen from the next cycle on.</summary>
    public void Enqueue(in T item, long now)
    {
        var tail = Wrap(_head + Count);
        _items[tail] = item;
        _visible[tail] = now + 1;
        Count++;
    }

    /// <summary>Removes the oldest entry.</summary>
    public void Pop(long now)
    {
        _head = Wrap(_head + 1);
        Count--;
        _poppedAt = now;
    }

    /// <summary>Empties the queue.</summary>
    public void Clear() => (_head, Count, _poppedAt) = (0, 0, -1);

    private int Wrap(int index) => index >= capacity ? index - capacity : index;
}
