using System.IO.Compression;
using Autocomp.Search.Journal;

namespace Autocomp.Search.Tests.Journal;

public sealed class JournalArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autocomp-journal-").FullName;

    [Fact]
    public void Import_OfAnExport_RestoresEveryRecordAndKeepsWhatIsThere()
    {
        const string A = "{\"record\":\"reply\",\"key\":\"a\",\"text\":\"one\"}\n", Mine = "{\"record\":\"reply\",\"key\":\"a\",\"text\":\"mine\"}\n", B = "{\"record\":\"reply\",\"key\":\"b\"}\n";
        Write("one/App_Dense.int8/both.jsonl", A + B + "{\"rec");
        Write("one/App_Dense.int8/new.jsonl", A);
        Write("one/App_Dense.int8/same.jsonl", Mine);
        Write("one/App_Dense.int8/lock", "");
        Write("one/notes.txt", "not ours");
        Write("two/App_Dense.int8/both.jsonl", Mine);
        Write("two/App_Dense.int8/same.jsonl", Mine);

        JournalArchive.Export(At("one"), At("x.zip")).ShouldBe(3);
        JournalArchive.Import(At("x.zip"), At("two"), out string? problem).ShouldBe(2);

        problem.ShouldBeNull();
        File.ReadAllText(At("two/App_Dense.int8/both.jsonl")).ShouldBe(Mine + B);
        File.ReadAllText(At("two/App_Dense.int8/new.jsonl")).ShouldBe(A);
        File.ReadAllText(At("two/App_Dense.int8/same.jsonl")).ShouldBe(Mine);
    }

    [Fact]
    public async Task Import_WhileASearchRuns_SaysToWait()
    {
        Write("one/App_Dense.int8/a.jsonl", "{\"record\":\"reply\",\"key\":\"a\"}\n");
        JournalArchive.Export(At("one"), At("x.zip"));
        using SearchJournal running = await SearchJournal.OpenAsync(new(At("two/App_Dense.int8")), "b", new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        JournalArchive.Import(At("x.zip"), At("two"), out string? problem).ShouldBe(0);

        problem.ShouldNotBeNull().ShouldContain("import again when it has ended");
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
