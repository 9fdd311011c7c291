using System.Text;

namespace Autocomp.Emulator.Tests;

/// <summary>Writes small static executables with <c>tohost</c> and <c>fromhost</c>.</summary>
internal static class TestProgram
{
    /// <summary>One segment of code at an address; <c>tohost</c> at another, <c>fromhost</c> 8 bytes behind it.</summary>
    public static byte[] Build(ulong address, ulong toHost, params uint[] instructions)
    {
        byte[] code = Assembler.Bytes(instructions);
        byte[] names = Encoding.ASCII.GetBytes("\0tohost\0fromhost\0.symtab\0.strtab\0");
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        const int Headers = 64 + 56;
        int symbols = Headers + ((code.Length + 7) & ~7);
        int strings = symbols + 72;
        int sections = (strings + names.Length + 7) & ~7;
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (ushort half in (ReadOnlySpan<ushort>)[2, 243, 1, 0]) writer.Write(half);
        foreach (ulong number in (ReadOnlySpan<ulong>)[address, 64, (ulong)sections]) writer.Write(number);
        writer.Write(5);
        foreach (ushort half in (ReadOnlySpan<ushort>)[64, 56, 1, 64, 3, 2]) writer.Write(half);
        writer.Write(1);
        writer.Write(5);
        foreach (ulong number in (ReadOnlySpan<ulong>)[Headers, address, address, (ulong)code.Length, (ulong)code.Length, 4096]) writer.Write(number);
        writer.Write(code);
        Pad(writer, symbols);
        writer.Write(new byte[24]);
        Symbol(writer, 1, toHost);
        Symbol(writer, 8, toHost + 8);
        writer.Write(names);
        Pad(writer, sections);
        writer.Write(new byte[64]);
        Section(writer, 17, 2, symbols, 72, 2);
        Section(writer, 25, 3, strings, names.Length, 0);
        return stream.ToArray();
    }

    private static void Symbol(BinaryWriter writer, int name, ulong value)
    {
        writer.Write(name);
        writer.Write((ushort)0x10);
        writer.Write((ushort)0xfff1);
        writer.Write(value);
        writer.Write(0UL);
    }

    private static void Section(BinaryWriter writer, int name, int type, long offset, long size, int link)
    {
        writer.Write(name);
        writer.Write(type);
        foreach (long number in (ReadOnlySpan<long>)[0, 0, offset, size]) writer.Write(number);
        writer.Write(link);
        writer.Write(1);
        writer.Write(8L);
        writer.Write(type == 2 ? 24L : 0);
    }

    private static void Pad(BinaryWriter writer, int position)
    {
        while (writer.BaseStream.Position < position) writer.Write((byte)0);
    }
}
