using System.Buffers.Binary;

namespace Autocomp.Emulator;

/// <summary>Writes relocated values into instructions and data.</summary>
internal static class RelocationPatch
{
    /// <summary>Patches one place.</summary>
    /// <param name="type">The relocation; none of the kinds that the linker resolves by itself (low parts, alignment).</param>
    /// <param name="place">The section's bytes from the place on.</param>
    /// <param name="absolute">Symbol plus addend.</param>
    /// <param name="relative">The same minus the place's address.</param>
    /// <returns>False when the value does not fit.</returns>
    public static bool Apply(RelocationType type, Span<byte> place, ulong absolute, long relative)
    {
        switch (type)
        {
            case RelocationType.Abs32: return Put32(place, (uint)absolute, absolute <= uint.MaxValue || (long)absolute is < 0 and >= int.MinValue);
            case RelocationType.Abs64: BinaryPrimitives.WriteUInt64LittleEndian(place, absolute); return true;
            case RelocationType.Pcrel32 or RelocationType.Plt32: return Put32(place, (uint)relative, (int)relative == relative);
            case RelocationType.Branch: return Insert(place, 0xfe000f80, BranchBits(relative), Fits(relative, 13));
            case RelocationType.Jal: return Insert(place, 0xfffff000, JumpBits(relative), Fits(relative, 21));
            case RelocationType.RvcBranch: return Insert16(place, 0x1c7c, CompressedBranchBits(relative), Fits(relative, 9));
            case RelocationType.RvcJump: return Insert16(place, 0x1ffc, CompressedJumpBits(relative), Fits(relative, 12));
            case RelocationType.Call or RelocationType.CallPlt:
                return HighPart(place, relative) && LowPart(RelocationType.PcrelLo12I, place[4..], relative);
            case RelocationType.PcrelHi20 or RelocationType.GotHi20: return HighPart(place, relative);
            case RelocationType.Hi20: return HighPart(place, (long)absolute);
            case RelocationType.Lo12I or RelocationType.Lo12S: return LowPart(type, place, (long)absolute);
            case RelocationType.Add8: place[0] += (byte)absolute; return true;
            case RelocationType.Sub8: place[0] -= (byte)absolute; return true;
            case RelocationType.Add16: return Put16(place, (ushort)(Get16(place) + absolute));
            case RelocationType.Sub16: return Put16(place, (ushort)(Get16(place) - absolute));
            case RelocationType.Add32: return Put32(place, (uint)(Get32(place) + absolute), true);
            case RelocationType.Sub32: return Put32(place, (uint)(Get32(place) - absolute), true);
            case RelocationType.Add64: BinaryPrimitives.WriteUInt64LittleEndian(place, BinaryPrimitives.ReadUInt64LittleEndian(place) + absolute); return true;
            case RelocationType.Sub64: BinaryPrimitives.WriteUInt64LittleEndian(place, BinaryPrimitives.ReadUInt64LittleEndian(place) - absolute); return true;
            case RelocationType.Set6: place[0] = (byte)((place[0] & 0xc0) | (int)(absolute & 0x3f)); return true;
            case RelocationType.Sub6: place[0] = (byte)((place[0] & 0xc0) | ((place[0] - (int)absolute) & 0x3f)); return true;
            case RelocationType.Set8: place[0] = (byte)absolute; return true;
            case RelocationType.Set16: return Put16(place, (ushort)absolute);
            case RelocationType.Set32: return Put32(place, (uint)absolute, true);
            case RelocationType.SetUleb128: return PutUleb(place, absolute);
            case RelocationType.SubUleb128: return PutUleb(place, GetUleb(place) - absolute);
            default: return false;
        }
    }

    /// <summary>Patches the lower twelve bits of an I- or S-type instruction.</summary>
    public static bool LowPart(RelocationType type, Span<byte> place, long value) =>
        type is RelocationType.PcrelLo12S or RelocationType.Lo12S
            ? Insert(place, 0xfe000f80, (uint)((value >> 5 & 0x7f) << 25 | (value & 31) << 7), true)
            : Insert(place, 0xfff00000, (uint)(value & 0xfff) << 20, true);

    private static bool HighPart(Span<byte> place, long value)
    {
        long rounded = value + 0x800;
        return Insert(place, 0xfffff000, (uint)rounded & 0xfffff000, (int)rounded == rounded);
    }

    private static bool Fits(long value, int bits) => (value & 1) == 0 && value >= -(1L << (bits - 1)) && value < 1L << (bits - 1);

    private static uint BranchBits(long v) => (uint)((v >> 12 & 1) << 31 | (v >> 5 & 63) << 25 | (v >> 1 & 15) << 8 | (v >> 11 & 1) << 7);

    private static uint JumpBits(long v) => (uint)((v >> 20 & 1) << 31 | (v >> 1 & 0x3ff) << 21 | (v >> 11 & 1) << 20 | (v >> 12 & 0xff) << 12);

    private static uint CompressedBranchBits(long v) => (uint)((v >> 8 & 1) << 12 | (v >> 3 & 3) << 10 | (v >> 6 & 3) << 5 | (v >> 1 & 3) << 3 | (v >> 5 & 1) << 2);

    private static uint CompressedJumpBits(long v) => (uint)(
        (v >> 11 & 1) << 12 | (v >> 4 & 1) << 11 | (v >> 8 & 3) << 9 | (v >> 10 & 1) << 8 | (v >> 6 & 1) << 7 | (v >> 7 & 1) << 6 | (v >> 1 & 7) << 3 | (v >> 5 & 1) << 2);

    private static bool Insert(Span<byte> place, uint mask, uint bits, bool fits) => fits && Put32(place, (Get32(place) & ~mask) | (bits & mask), true);

    private static bool Insert16(Span<byte> place, int mask, uint bits, bool fits) => fits && Put16(place, (ushort)((Get16(place) & ~mask) | ((int)bits & mask)));

    private static ushort Get16(Span<byte> place) => BinaryPrimitives.ReadUInt16LittleEndian(place);

    private static uint Get32(Span<byte> place) => BinaryPrimitives.ReadUInt32LittleEndian(place);

    private static bool Put16(Span<byte> place, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(place, value);
        return true;
    }

    private static bool Put32(Span<byte> place, uint value, bool fits)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(place, value);
        return fits;
    }

    private static ulong GetUleb(Span<byte> place)
    {
        ulong value = 0;
        for (int i = 0; i < 10; i++)
        {
            value |= (ulong)(place[i] & 0x7f) << (7 * i);
            if ((place[i] & 0x80) == 0) break;
        }

        return value;
    }

    /// <summary>The assembler left as many bytes as the value may need; they keep their number.</summary>
    private static bool PutUleb(Span<byte> place, ulong value)
    {
        for (int i = 0; i < 10; i++)
        {
            bool last = (place[i] & 0x80) == 0;
            place[i] = (byte)((byte)(value & 0x7f) | (last ? 0 : 0x80));
            value >>= 7;
            if (last) break;
        }

        return true;
    }
}
