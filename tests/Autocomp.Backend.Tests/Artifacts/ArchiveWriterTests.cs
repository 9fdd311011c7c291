using System.Buffers.Binary;
using System.Text;
using Autocomp.Backend.Artifacts;

namespace Autocomp.Backend.Tests.Artifacts;

public class ArchiveWriterTests
{
    private static readonly byte[] Archive = ArchiveWriter.Write(
    [
        ("short.o", "abc"u8.ToArray(), ["first"]),
        ("a_name_that_is_long.o", "defg"u8.ToArray(), ["second", "third"]),
    ]);

    [Fact]
    public void Archive_OfTwoMembers_HasIndexAndLongNamesAndNoTimes()
    {
        string text = Encoding.Latin1.GetString(Archive);
        text.ShouldStartWith("!<arch>\n/               0           0     0     0       35        `\n");
        text.ShouldContain("//                                              23        `\na_name_that_is_long.o/\n");
        text.ShouldContain("short.o/        0           0     0     644     3         `\nabc\n");
        text.ShouldEndWith("/0              0           0     0     644     4         `\ndefg");
    }

    [Fact]
    public void Index_OfEachSymbol_PointsAtItsMember()
    {
        ReadOnlySpan<byte> index = Archive.AsSpan(68);
        BinaryPrimitives.ReadInt32BigEndian(index).ShouldBe(3);
        int[] offsets = [BinaryPrimitives.ReadInt32BigEndian(index[4..]), BinaryPrimitives.ReadInt32BigEndian(index[8..]), BinaryPrimitives.ReadInt32BigEndian(index[12..])];
        Encoding.ASCII.GetString(index[16..35]).ShouldBe("first\0second\0third\0");
        Encoding.ASCII.GetString(Archive.AsSpan(offsets[0], 8)).ShouldBe("short.o/");
        Encoding.ASCII.GetString(Archive.AsSpan(offsets[1], 3)).ShouldBe("/0 ");
        offsets[2].ShouldBe(offsets[1]);
    }
}
