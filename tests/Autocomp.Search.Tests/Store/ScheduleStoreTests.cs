using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Store;

namespace Autocomp.Search.Tests.Store;

public sealed class ScheduleStoreTests : IDisposable
{
    private const string Text = "internal static unsafe class Schedule\n{\n    internal static void Dense(sbyte* x) { Gemmini.Fence(); }\n}\n";
    private static readonly Freshness s_now = new("0.1.0", "1", "19.1.7", "1", "1", "builtin 400", "steady");
    private static readonly EntryEvidence s_evidence = new(700_000, 2_000_000, 524_288, "builtin", ["values: 11 trials", "oblivious"]);
    private readonly TestFolder _folder = new();
    private readonly KernelIdentity _identity = Identity();
    private readonly ScheduleStore _store;

    public ScheduleStoreTests() => _store = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_NothingStored_IsMissing() => _store.Find(_identity, s_now).State.ShouldBe(EntryState.Missing);

    [Fact]
    public void Find_AfterSave_IsValidWithTextAndEvidence()
    {
        Save();
        StoredEntry entry = _store.Find(_identity, s_now);
        entry.State.ShouldBe(EntryState.Valid);
        entry.Reasons.ShouldBeEmpty();
        entry.ScheduleText.ShouldBe(Text);
        entry.Evidence!.Cycles.ShouldBe(700_000);
        entry.Evidence.ShareOfPeak.ShouldBe(0.749, 0.001);
        _store.Names().ShouldBe(["Sample_Layers_Dense.gemmini-int8-16x16"]);
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ShouldBe(
            ["Sample_Layers_Dense.gemmini-int8-16x16.schedule.cs", "Sample_Layers_Dense.gemmini-int8-16x16.json"], ignoreOrder: true);
    }

    [Fact]
    public void Find_OtherSearchSettings_IsOldAndSaysWhich()
    {
        Save();
        StoredEntry entry = _store.Find(_identity, s_now with { TimingModel = "2" });
        entry.State.ShouldBe(EntryState.Old);
        entry.Reasons.ShouldBe(["timingModel changed from 1 to 2"]);
    }

    [Fact]
    public void Find_OtherBody_IsInvalidAndSaysSo()
    {
        Save();
        StoredEntry entry = _store.Find(Identity("other body"), s_now with { TimingModel = "2" });
        entry.State.ShouldBe(EntryState.Invalid);
        entry.Reasons.ShouldBe(["the body of the kernel or of a method that it calls changed"]);
    }

    [Fact]
    public void Find_OtherTargetField_IsInvalidButOtherTimingIsNot()
    {
        Save();
        TargetDescription banks = TargetPresets.Int8 with { ScratchpadBanks = 8 };
        _store.Find(Identity(target: banks), s_now).Reasons.ShouldBe(["target scratchpadBanks changed from 4 to 8"]);
        TargetDescription latency = TargetPresets.Int8 with { Timing = new TimingParameters { MemoryExtraLatency = 0 } };
        _store.Find(Identity(target: latency), s_now).State.ShouldBe(EntryState.Valid);
    }

    [Fact]
    public void Find_EditedText_IsEdited()
    {
        Save();
        File.WriteAllText(_store.SchedulePath(_identity), Text.Replace("Fence", "Flush", StringComparison.Ordinal));
        StoredEntry entry = _store.Find(_identity, s_now);
        entry.State.ShouldBe(EntryState.Edited);
        entry.Reasons.Single().ShouldContain("its record");
        entry.ScheduleText!.ShouldContain("Flush");
    }

    [Fact]
    public void Find_OtherWhiteSpaceAndComments_IsStillValid()
    {
        Save();
        File.WriteAllText(_store.SchedulePath(_identity), "\uFEFF// reviewed\r\n" + Text.Replace("\n", "\r\n\t", StringComparison.Ordinal));
        _store.Find(_identity, s_now).State.ShouldBe(EntryState.Valid);
    }

    [Theory]
    [InlineData("", "no valid JSON")]
    [InlineData("{", "no valid JSON")]
    [InlineData("<<<<<<< ours\n{}\n", "conflict markers")]
    [InlineData("[]", "lacks a field")]
    [InlineData("null", "lacks a field")]
    [InlineData("{\"format\":99}", "format 99")]
    [InlineData("{\"format\":1,\"kernel\":5}", "lacks a field")]
    public void Find_DamagedFacts_IsInvalidWithReason(string json, string reason)
    {
        Save();
        File.WriteAllText(_store.FactsPath(_identity), json);
        StoredEntry entry = _store.Find(_identity, s_now);
        entry.State.ShouldBe(EntryState.Invalid);
        entry.Reasons.Single().ShouldContain(reason);
    }

    [Fact]
    public void Find_EveryTruncationOfTheFacts_IsAStateAndNeverAnException()
    {
        Save();
        byte[] whole = File.ReadAllBytes(_store.FactsPath(_identity));
        for (int length = 0; length < whole.Length - 1; length += 7)
        {
            File.WriteAllBytes(_store.FactsPath(_identity), whole[..length]);
            _store.Find(_identity, s_now).State.ShouldBe(EntryState.Invalid);
        }
    }

    [Fact]
    public void Find_OneFileOfThePair_IsInvalidAndNamesTheOther()
    {
        Save();
        File.Delete(_store.SchedulePath(_identity));
        _store.Find(_identity, s_now).Reasons.Single().ShouldContain(".schedule.cs is missing");
        Save();
        File.Delete(_store.FactsPath(_identity));
        _store.Find(_identity, s_now).Reasons.Single().ShouldContain(".json is missing");
    }

    [Fact]
    public void Save_SameFactsTwice_GivesSameBytesWithoutTimesOrPaths()
    {
        Save();
        byte[] once = File.ReadAllBytes(_store.FactsPath(_identity));
        Save();
        File.ReadAllBytes(_store.FactsPath(_identity)).ShouldBe(once);
        string json = File.ReadAllText(_store.FactsPath(_identity));
        json.ShouldNotContain(_folder.Path);
        json.ShouldNotContain("\r");
        json.ShouldEndWith("}\n");
    }

    [Fact]
    public async Task Save_ManyWritersAndReaders_NeverShowsATornPair()
    {
        Save();
        Task[] writers =
        [
            .. Enumerable.Range(0, 4).Select(w => Task.Run(() =>
            {
                for (int i = 0; i < 20; i++) _store.Save(_identity, s_now, Text.Replace("Dense", $"Dense{w}", StringComparison.Ordinal), s_evidence);
            }, TestContext.Current.CancellationToken)),
        ];
        Task reader = Task.Run(() =>
        {
            while (!Task.WhenAll(writers).IsCompleted) _store.Find(_identity, s_now).State.ShouldBe(EntryState.Valid);
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll([.. writers, reader]);
        Directory.GetFiles(_folder.Path).Length.ShouldBe(2);
    }

    private void Save() => _store.Save(_identity, s_now, Text, s_evidence);

    private static KernelIdentity Identity(string body = "body", TargetDescription? target = null)
    {
        KernelParameter x = TestKernels.Tensor(0, "x", ScalarType.Int8, ParameterDirection.In, "System.ReadOnlySpan<sbyte>", 4, 4);
        return KernelIdentity.Of(TestKernels.Kernel("Sample.Layers.Dense", [x]), body, target ?? TargetPresets.Int8);
    }
}
