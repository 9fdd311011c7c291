using System.Collections.Immutable;
using System.Text;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Journal;
using Autocomp.Search.Models;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Tests.Journal;

public sealed class SearchJournalTests
{
    private static readonly ModelRequest Request = new("system", "user", 0.5, 100, 0);
    private static readonly string Key = RequestKey.Of("m", Request);

    [Fact]
    public void Key_AnyPartDiffers_Differs()
    {
        string[] keys =
        [
            RequestKey.Of("m", Request),
            RequestKey.Of("n", Request),
            RequestKey.Of("m", Request with { Ordinal = 1 }),
            RequestKey.Of("m", Request with { Temperature = null }),
            RequestKey.Of("m", Request with { MaxOutputTokens = 101 }),
            RequestKey.Of("m", Request with { System = "systemu", User = "ser" }),
        ];

        keys.Distinct().Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void FindReply_AfterReopening_GivesItBackToTheCharacter()
    {
        using TestFolder folder = new();
        ModelReply reply = new("text \u00e9 \u202e \ud83d\ude00 </script>\n", 3, 4);
        folder.Journal().AddReply(Key, reply);

        folder.Journal().FindReply(Key).ShouldBe(reply);
    }

    [Fact]
    public void AddReply_Failure_RecordsNothing()
    {
        using TestFolder folder = new();
        SearchJournal journal = folder.Journal();
        journal.AddReply(Key, new("", 0, 0, "down"));

        journal.FindReply(Key).ShouldBeNull();
    }

    [Fact]
    public async Task OpenAsync_CutAtEveryByte_KeepsEveryWholeRecordAndGoesOn()
    {
        using TestFolder folder = new();
        SearchJournal journal = folder.Journal();
        ModelReply one = new("one", 1, 1), two = new("two", 2, 2);
        journal.AddReply(Key, one);
        journal.AddReply("b", two);
        byte[] whole = await File.ReadAllBytesAsync(Of(folder), TestContext.Current.CancellationToken);
        int secondLine = Array.IndexOf(whole, (byte)'\n') + 1;
        int thirdLine = Array.IndexOf(whole, (byte)'\n', secondLine) + 1;
        for (int length = thirdLine; length < whole.Length; length++)
        {
            folder.Journal().Dispose();
            await File.WriteAllBytesAsync(Of(folder), whole[..length], TestContext.Current.CancellationToken);

            journal = folder.Journal();
            journal.FindReply(Key).ShouldBe(one);
            journal.FindReply("b").ShouldBe(null);
            journal.AddReply("b", two);
            folder.Journal().FindReply("b").ShouldBe(two);
        }
    }

    [Fact]
    public void Journal_OfAReplay_GrowsByItsEndOnly()
    {
        using TestFolder folder = new();
        Candidate candidate = new(0, null, "lowered", "", "", "class S { }", new(0, EvaluationStage.Accepted, "", Cycles: 5));
        Run();
        string first = File.ReadAllText(Of(folder));
        Run();

        File.ReadAllText(Of(folder))[first.Length..].Count(c => c == '\n').ShouldBe(1);

        void Run()
        {
            SearchJournal journal = folder.Journal();
            journal.AddReply(Key, new("one", 1, 1));
            journal.AddCandidate(candidate);
            journal.AddWave(1, TimeSpan.FromSeconds(1));
            journal.AddEnd(new(candidate, [candidate], 1, "budget"));
        }
    }

    [Fact]
    public async Task FindReply_OfAnotherSearchOfTheKernel_IsFoundUntilItIsDropped()
    {
        using TestFolder folder = new();
        JournalFolder small = new(folder.Path) { MostBytes = 4000 };
        string text = new('x', 1500);
        for (int i = 0; i < 4; i++)
        {
            using SearchJournal journal = await OpenAsync(small, "search" + i);
            journal.AddReply("reply" + i, new(text, 0, 0));
            File.SetLastWriteTimeUtc(Path.Combine(folder.Path, $"search{i}.jsonl"), DateTime.UnixEpoch.AddDays(i));
        }

        using SearchJournal last = await OpenAsync(small, "search9");
        last.FindReply("reply3").ShouldNotBeNull();
        last.FindReply("reply2").ShouldBeNull();
        Directory.GetFiles(folder.Path, "*.jsonl").Sum(f => new FileInfo(f).Length).ShouldBeLessThan(4000);
    }

    [Fact]
    public async Task Append_MoreThanASearchMayHave_IsLostAndSaidOnce()
    {
        using TestFolder folder = new();
        using SearchJournal journal = await OpenAsync(new(folder.Path) { MostBytes = 2000 }, "search");
        journal.AddReply("a", new(new string('x', 5000), 0, 0));
        journal.AddReply("b", new("short", 0, 0));

        journal.Lost.ShouldBe(1);
        journal.Problem!.ShouldContain("limit");
        journal.FindReply("b").ShouldNotBeNull();
    }

    [Fact]
    public async Task OpenAsync_SearchUnderWayElsewhere_WaitsForItsEnd()
    {
        using TestFolder folder = new();
        SearchJournal first = folder.Journal();
        Task<SearchJournal> second = OpenAsync(new(folder.Path), "search");
        await Task.Delay(250, TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse();
        first.AddReply(Key, new("one", 1, 1));
        first.Dispose();

        using SearchJournal opened = await second;
        opened.FindReply(Key).ShouldNotBeNull();
    }

    [Fact]
    public async Task Evaluate_AgainAfterReopening_ReusesTrialsButNeverAcceptanceOrADeadProcess()
    {
        using TestFolder folder = new();
        EvaluationRequest search = new(0, "class A { } // cycles 7", TrialPlan.Search), acceptance = search with { Trials = TrialPlan.Acceptance }, dead = search with { ScheduleText = "dead" };
        FakeEvaluator first = new(), second = new();
        await new JournaledEvaluator(new DeadFor(first, "dead"), folder.Journal(), "context").EvaluateAsync([search, acceptance, dead], TestContext.Current.CancellationToken);

        ImmutableArray<EvaluationResult> again = await new JournaledEvaluator(second, folder.Journal(), "context").EvaluateAsync([search with { CandidateId = 5 }, acceptance, dead], TestContext.Current.CancellationToken);

        second.Requests.ShouldBe([acceptance, dead], ignoreOrder: true);
        again[0].CandidateId.ShouldBe(5);
        again[0].Cycles.ShouldBe(7);
        FakeEvaluator other = new();
        await new JournaledEvaluator(other, folder.Journal(), "another context").EvaluateAsync([search], TestContext.Current.CancellationToken);
        other.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_CandidateAcceptedLater_IsShownAsItEnded()
    {
        using TestFolder folder = new();
        SearchJournal journal = folder.Journal();
        Candidate candidate = new(0, null, "lowered", "", "", "class S { }", new(0, EvaluationStage.Accepted, "", Cycles: 5));
        journal.AddCandidate(candidate);
        journal.AddCandidate(candidate with { Id = 1, ParentId = 0 });
        journal.AddCandidate(candidate with { Result = new(0, EvaluationStage.Values, "y[0] is 1, expected 0") });

        JournalReader.Read(new JournalFolder(folder.Path)).Select(c => c.Message).ShouldBe(["y[0] is 1, expected 0", ""]);
    }

    [Fact]
    public async Task Read_Garbage_IsPassedOver()
    {
        using TestFolder folder = new();
        SearchJournal journal = folder.Journal();
        journal.AddReply(Key, new("one", 1, 1));
        journal.Dispose();
        await File.AppendAllTextAsync(Of(folder), "\0\n{\"record\":\"candidate\",\"key\":\"x\"}\n[]\n{}\n{\"record\":1}\n\n\u00ff\n{\"record\":\"reply\",\"key\":\"b\",\"text\":5}\n", Encoding.Latin1, TestContext.Current.CancellationToken);

        SearchJournal opened = folder.Journal();
        opened.Problem.ShouldBeNull();
        opened.FindReply(Key).ShouldNotBeNull();
        opened.FindReply("b").ShouldBeNull();
        JournalReader.Read(new JournalFolder(folder.Path)).ShouldBeEmpty();
    }

    private static string Of(TestFolder folder) => Path.Combine(folder.Path, "search.jsonl");

    private static Task<SearchJournal> OpenAsync(JournalFolder folder, string search) =>
        SearchJournal.OpenAsync(folder, search, ImmutableDictionary<string, string>.Empty, TestContext.Current.CancellationToken);

    private sealed class DeadFor(IEvaluator inner, string text) : IEvaluator
    {
        public async Task<ImmutableArray<EvaluationResult>> EvaluateAsync(ImmutableArray<EvaluationRequest> requests, CancellationToken cancellation) =>
            [.. (await inner.EvaluateAsync(requests, cancellation)).Zip(requests, (result, request) => request.ScheduleText == text ? new(0, EvaluationStage.Process, "killed") : result)];
    }
}
