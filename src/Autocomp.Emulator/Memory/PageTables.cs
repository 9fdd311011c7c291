using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

/// <summary>The tables of one memory, one entry a page of the whole address space. Large, mostly untouched, and handed on clean from memory to memory.</summary>
/// <remarks>Handing on matters: an allocator that gets such blocks back clears them by hand the next time, and all of them become resident.</remarks>
internal sealed unsafe class PageTables
{
    private static readonly ConcurrentBag<PageTables> Clean = [];

    private PageTables()
    {
    }

    /// <summary>Frees tables whose memory was never disposed.</summary>
    ~PageTables()
    {
        NativeMemory.Free(States);
        NativeMemory.Free(Readable);
        NativeMemory.Free(Writable);
    }

    public PageState* States { get; } = (PageState*)NativeMemory.AllocZeroed(Memory.PageCount, (nuint)sizeof(PageState));

    public nint* Readable { get; } = (nint*)NativeMemory.AllocZeroed(Memory.PageCount, (nuint)sizeof(nint));

    public nint* Writable { get; } = (nint*)NativeMemory.AllocZeroed(Memory.PageCount, (nuint)sizeof(nint));

    /// <summary>Tables with all entries zero.</summary>
    public static PageTables Take() => Clean.TryTake(out PageTables? tables) ? tables : new PageTables();

    /// <summary>Takes them back; every entry is zero again.</summary>
    public void Give() => Clean.Add(this);
}
