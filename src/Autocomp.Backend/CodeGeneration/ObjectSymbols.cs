using System.Buffers.Binary;
using System.Text;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>Reads the symbol table of a 64-bit little-endian ELF object, to show that it needs nothing from outside.</summary>
internal static class ObjectSymbols
{
    private const int SymbolTableSection = 2;
    private const int SymbolSize = 24;

    /// <summary>Names of symbols that the object uses and does not define.</summary>
    /// <param name="elf">The object.</param>
    public static IEnumerable<string> Undefined(byte[] elf)
    {
        int headers = (int)BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan(0x28));
        int headerSize = BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(0x3A));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(0x3C));
        for (int i = 0; i < count; i++)
        {
            int header = headers + (i * headerSize);
            if (BinaryPrimitives.ReadInt32LittleEndian(elf.AsSpan(header + 4)) != SymbolTableSection)
            {
                continue;
            }

            int start = Offset(header), size = (int)BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan(header + 0x20));
            int names = Offset(headers + (BinaryPrimitives.ReadInt32LittleEndian(elf.AsSpan(header + 0x28)) * headerSize));
            for (int symbol = start + SymbolSize; symbol < start + size; symbol += SymbolSize)
            {
                if (BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(symbol + 6)) == 0)
                {
                    yield return Name(names + BinaryPrimitives.ReadInt32LittleEndian(elf.AsSpan(symbol)));
                }
            }
        }

        int Offset(int header) => (int)BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan(header + 0x18));

        string Name(int start)
        {
            ReadOnlySpan<byte> rest = elf.AsSpan(start);
            return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
        }
    }
}
