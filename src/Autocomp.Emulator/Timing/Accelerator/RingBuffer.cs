namespace Autocomp.Emulator.Timing;

/// <summary>A first-in first-out buffer of fixed size, a power of two.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <param name="capacity">Entries.</param>
internal sealed class RingBuffer<T>(int capacity)
    where T : struct
{
    private readonly T[] _items = new T[capacity];
    private int _head;

    public int Count { get; private set; }

    public ref T this[int index] => ref _items[(_head + index) & (capacity - 1)];

    public void Push(in T item)
    {
        if (Count == capacity)
        {
            throw new InvalidOperationException("A buffer of the timing model overflowed.");
        }

        _items[(_head + Count++) & (capacity - 1)] = item;
    }

    public void Pop()
    {
        _head = (_head + 1) & (capacity - 1);
        Count--;
    }

    public void Clear() => (_head, Count) = (0, 0);
}
