using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autocomp.Emulator;

// Loads and stores. Rotating the address puts misaligned ones beyond every page, so one comparison covers range and alignment.
internal sealed unsafe partial class Interpreter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte LoadByte(ulong address)
    {
        ulong page = address >> Memory.PageBits;
        nint bias = page < Memory.PageCount ? _readable[page] : 0;
        return bias != 0 ? *(byte*)(bias + (nint)address) : (byte)LoadSlowly(address, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort LoadHalf(ulong address)
    {
        ulong page = BitOperations.RotateRight(address, 1) >> (Memory.PageBits - 1);
        nint bias = page < Memory.PageCount ? _readable[page] : 0;
        return bias != 0 ? *(ushort*)(bias + (nint)address) : (ushort)LoadSlowly(address, 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint LoadWord(ulong address)
    {
        ulong page = BitOperations.RotateRight(address, 2) >> (Memory.PageBits - 2);
        nint bias = page < Memory.PageCount ? _readable[page] : 0;
        return bias != 0 ? *(uint*)(bias + (nint)address) : (uint)LoadSlowly(address, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong LoadDouble(ulong address)
    {
        ulong page = BitOperations.RotateRight(address, 3) >> (Memory.PageBits - 3);
        nint bias = page < Memory.PageCount ? _readable[page] : 0;
        return bias != 0 ? *(ulong*)(bias + (nint)address) : LoadSlowly(address, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreByte(ulong address, byte value)
    {
        ulong page = address >> Memory.PageBits;
        nint bias = page < Memory.PageCount ? _writable[page] : 0;
        if (bias != 0) *(byte*)(bias + (nint)address) = value;
        else StoreSlowly(address, value, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreHalf(ulong address, ushort value)
    {
        ulong page = BitOperations.RotateRight(address, 1) >> (Memory.PageBits - 1);
        nint bias = page < Memory.PageCount ? _writable[page] : 0;
        if (bias != 0) *(ushort*)(bias + (nint)address) = value;
        else StoreSlowly(address, value, 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreWord(ulong address, uint value)
    {
        ulong page = BitOperations.RotateRight(address, 2) >> (Memory.PageBits - 2);
        nint bias = page < Memory.PageCount ? _writable[page] : 0;
        if (bias != 0) *(uint*)(bias + (nint)address) = value;
        else StoreSlowly(address, value, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreDouble(ulong address, ulong value)
    {
        ulong page = BitOperations.RotateRight(address, 3) >> (Memory.PageBits - 3);
        nint bias = page < Memory.PageCount ? _writable[page] : 0;
        if (bias != 0) *(ulong*)(bias + (nint)address) = value;
        else StoreSlowly(address, value, 8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong LoadSlowly(ulong address, int length)
    {
        if ((address & (ulong)(length - 1)) != 0) Refuse(FaultKind.Misaligned, address, length, write: false);
        if (_memory.TryReadPoisonous(address, length, out ulong value)) return value;
        if (_memory.TryRead(address, new Span<byte>(&value, length)) is { } kind) Refuse(kind, address, length, write: false);
        if (_memory.IsWatched(address, write: false) && _memory.Watcher?.OnCoreAccess(address, length, false, _pc) is { } race) _faults.Report(race);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StoreSlowly(ulong address, ulong value, int length)
    {
        if ((address & (ulong)(length - 1)) == 0 && _memory.TryWritePoisonous(address, value, length)) return;
        CheckStore(address, length);
        if (_memory.TryWriteBesideDoorbell(address, value, length))
        {
            Ring(address);
            return;
        }

        if (_memory.TryWrite(address, new ReadOnlySpan<byte>(&value, length)) is { } kind) Refuse(kind, address, length, write: true);
        if (_memory.HasDoorbell(address)) Ring(address);
    }

    private void CheckStore(ulong address, int length)
    {
        if ((address & (ulong)(length - 1)) != 0) Refuse(FaultKind.Misaligned, address, length, write: true);
        if (_memory.IsWatched(address, write: true) && _memory.CanWrite(address, length)
            && _memory.Watcher?.OnCoreAccess(address, length, true, _pc) is { } race) _faults.Report(race);
    }

    private void Ring(ulong address)
    {
        // The store that rings counts as retired.
        _done++;
        _memory.Doorbell?.Invoke(address);
        _done--;
    }

    private void Refuse(FaultKind kind, ulong address, int length, bool write)
    {
        string access = $"The core's {length}-byte {(write ? "store" : "load")} at 0x{address:x}";
        if (kind == FaultKind.MemoryLimit) _faults.End(new Fault(kind, $"{access} needs another page, and {_memory.Explain(kind, address, length)}.", _pc, address));
        if (kind == FaultKind.PoisonRead)
        {
            _faults.Report(new Fault(kind, $"{access} reads poison: {_memory.Explain(kind, address, length)}. Write it first.", _pc, address));
            return;
        }

        if (_faults.Policy == Policy.Strict)
        {
            _faults.Report(new Fault(kind, kind == FaultKind.Misaligned
                ? $"{access} is not aligned to {length} bytes; the core traps on it."
                : $"{access} is refused: {_memory.Explain(kind, address, length)}.", _pc, address));
        }

        TrapCause cause = (kind == FaultKind.Misaligned, write) switch
        {
            (true, false) => TrapCause.LoadMisaligned,
            (true, true) => TrapCause.StoreMisaligned,
            (false, false) => TrapCause.LoadAccess,
            (false, true) => TrapCause.StoreAccess,
        };
        throw new GuestTrap(cause, address);
    }
}
