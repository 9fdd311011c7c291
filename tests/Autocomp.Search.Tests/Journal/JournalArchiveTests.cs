using System.IO.Compression;
using Autocomp.Search.Journal;

namespace Autocomp.Search.Tests.Journal;

public sealed class JournalArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autocomp-journal-").FullName;

    [Fact]
    public void Import_OfAnExport_RestoresEveryRecordAndKeepsWhatIsThere()
    {
        Write("one/App_Dense.journal.jsonl", "a");
        Write("one/replies/App_Dense/ab/abcd.json", "b");
        Write("one/notes.txt", "not ours");
        Write("two/App_Dense.journal.jsonl", "mine");

        JournalArchive.Export(At("one"), At("x.zip")).ShouldBe(2);
        JournalArchive.Import(At("x.zip"), At("two"), out string? problem).ShouldBe(1);

        problem.ShouldBeNull();
        File.ReadAllText(At("two/App_Dense.journal.jsonl")).ShouldBe("mine");
        File.ReadAllText(At("two/replies/App_Dense/ab/abcd.json")).ShouldBe("b");
    }

    [Fact]
    public void Export_Twice_GivesTheSameBytes()
    {
        Write("one/App_Dense.journal.jsonl", "a");

        JournalArchive.Export(At("one"), At("x.zip"));
        JournalArchive.Export(At("one"), At("y.zip"));

        File.ReadAllBytes(At("y.zip")).ShouldBe(File.ReadAllBytes(At("x.zip")));
    }

    [Theory]
    [InlineData("../outside.json")]
    [InlineData("/etc/x.json")]
    [InlineData("replies/.hidden.json")]
    [InlineData("run.sh")]
    [InlineData("a b.json")]
    public void Import_ArchiveWithAStrangeName_IsRefusedAsAWhole(string name)
    {
        using (ZipArchive zip = ZipFile.Open(At("bad.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntry("fine.json").Open().Dispose();
            zip.CreateEntry(name).Open().Dispose();
        }

        JournalArchive.Import(At("bad.zip"), At("two"), out string? problem).ShouldBe(0);

        problem.ShouldNotBeNull().ShouldContain(name);
        Directory.Exists(At("two")).ShouldBeFalse();
    }

    [Fact]
    public void Import_NoArchive_SaysSo()
    {
        Write("bad.zip", "hello");

        JournalArchive.Import(At("bad.zip"), At("two"), out string? problem).ShouldBe(0);

        problem.ShouldNotBeNull().ShouldContain("is no archive of search records");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
