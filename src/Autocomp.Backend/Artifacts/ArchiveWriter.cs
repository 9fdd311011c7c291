using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Autocomp.Backend.Artifacts;

/// <summary>Writes static libraries (<c>ar</c> archives in the GNU variant) that linkers for RISC-V read.</summary>
/// <remarks>
/// Deterministic as <c>ar D</c> writes them: no times, no owners, members in the order given. The first member is the index of
/// symbols, big-endian; names longer than 15 characters stand in the member <c>//</c>.
/// </remarks>
public static class ArchiveWriter
{
    private const int HeaderSize = 60;
    private const int LongestShortName = 15;

    /// <summary>Writes an archive.</summary>
    /// <param name="members">File name, content and the symbols that the member defines for others.</param>
    /// <returns>The archive's bytes.</returns>
    public static byte[] Write(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content, IReadOnlyList<string> Symbols)> members)
    {
        MemoryStream longNames = new();
        List<string> names = [];
        foreach ((string name, _, _) in members)
        {
            if (name.Length <= LongestShortName)
            {
                names.Add(name + "/");
                continue;
            }

            names.Add("/" + longNames.Length.ToString(CultureInfo.InvariantCulture));
            longNames.Write(Encoding.UTF8.GetBytes(name + "/\n"));
        }

        // The index comes first and holds offsets of members behind it, so its size is settled before its content.
        int indexSize = 4 + members.Sum(member => member.Symbols.Sum(symbol => 4 + Encoding.UTF8.GetByteCount(symbol) + 1));
        int offset = 8 + HeaderSize + Even(indexSize) + (longNames.Length > 0 ? HeaderSize + Even((int)longNames.Length) : 0);
        MemoryStream index = new(), text = new(), archive = new();
        Write32(index, members.Sum(member => member.Symbols.Count));
        foreach ((_, ReadOnlyMemory<byte> content, IReadOnlyList<string> symbols) in members)
        {
            foreach (string symbol in symbols)
            {
                Write32(index, offset);
                text.Write(Encoding.UTF8.GetBytes(symbol + "\0"));
            }

            offset = checked(offset + HeaderSize + Even(content.Length));
        }

        text.WriteTo(index);
        archive.Write("!<arch>\n"u8);
        Member(archive, "/", "0", index.ToArray());
        if (longNames.Length > 0)
        {
            Member(archive, "//", "", longNames.ToArray());
        }

        for (int i = 0; i < members.Count; i++)
        {
            Member(archive, names[i], "644", members[i].Content.Span);
        }

        return archive.ToArray();
    }

    private static void Member(Stream archive, string name, string mode, ReadOnlySpan<byte> content)
    {
        string zero = mode.Length > 0 ? "0" : "";
        string header = string.Create(CultureInfo.InvariantCulture, $"{name,-16}{zero,-12}{zero,-6}{zero,-6}{mode,-8}{content.Length,-10}`\n");
        archive.Write(Encoding.ASCII.GetBytes(header));
        archive.Write(content);
        if (content.Length % 2 != 0)
        {
            archive.WriteByte((byte)'\n');
        }
    }

    private static int Even(int size) => size + (size & 1);

    private static void Write32(Stream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }
}
