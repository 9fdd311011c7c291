using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

/// <summary>Host blocks of one size, kept for the next trial when a machine is reset.</summary>
internal sealed unsafe class FramePool(int blockSize) : IDisposable
{
    private const int BlocksPerChunk = 64;
    private readonly List<nint> _chunks = [];
    private readonly Stack<nint> _free = [];

    /// <summary>Blocks handed out now.</summary>
    public int InUse { get; private set; }

    /// <summary>A block with unspecified content.</summary>
    public byte* Take()
    {
        if (_free.Count == 0)
        {
            nint chunk = (nint)NativeMemory.AlignedAlloc((nuint)(blockSize * BlocksPerChunk), 4096);
            _chunks.Add(chunk);
            for (int i = BlocksPerChunk - 1; i >= 0; i--) _free.Push(chunk + i * blockSize);
        }

        InUse++;
        return (byte*)_free.Pop();
    }

    /// <summary>Takes a block back.</summary>
    public void Give(void* block)
    {
        InUse--;
        _free.Push((nint)block);
    }

    /// <summary>Frees blocks whose memory was never disposed.</summary>
    ~FramePool() => Free();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        foreach (nint chunk in _chunks) NativeMemory.AlignedFree((void*)chunk);
        _chunks.Clear();
        _free.Clear();
    }
}
