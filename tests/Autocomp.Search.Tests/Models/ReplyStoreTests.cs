using Autocomp.Search.Models;

namespace Autocomp.Search.Tests.Models;

public sealed class ReplyStoreTests
{
    private static readonly ModelRequest Request = new("system", "user", 0.5, 100, 0);

    [Fact]
    public void Find_Saved_GivesTheReply()
    {
        using var folder = new TestFolder();
        new ReplyStore(folder.Path).Save("m", Request, new("text \u00e9\n", 3, 4));

        new ReplyStore(folder.Path).Find("m", Request).ShouldBe(new ModelReply("text \u00e9\n", 3, 4));
    }

    [Fact]
    public void Key_AnyPartDiffers_Differs()
    {
        string[] keys =
        [
            ReplyStore.Key("m", Request),
            ReplyStore.Key("n", Request),
            ReplyStore.Key("m", Request with { Ordinal = 1 }),
            ReplyStore.Key("m", Request with { Temperature = null }),
            ReplyStore.Key("m", Request with { MaxOutputTokens = 101 }),
            ReplyStore.Key("m", Request with { System = "systemu", User = "ser" }),
        ];

        keys.Distinct().Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void Save_Failure_StoresNothing()
    {
        using var folder = new TestFolder();
        var store = new ReplyStore(folder.Path);
        store.Save("m", Request, new("", 0, 0, "down"));

        store.Find("m", Request).ShouldBeNull();
    }

    [Fact]
    public void Find_DamagedFile_IsNone()
    {
        using var folder = new TestFolder();
        var store = new ReplyStore(folder.Path);
        store.Save("m", Request, new("text", 3, 4));
        File.WriteAllText(Directory.GetFiles(folder.Path, "*.json", SearchOption.AllDirectories).Single(), "{");

        store.Find("m", Request).ShouldBeNull();
    }

    [Fact]
    public async Task RecordedModel_AskedTwice_AsksTheModelOnce()
    {
        using var folder = new TestFolder();
        var store = new ReplyStore(folder.Path);
        var first = new RecordedModel("m", store, new CountingModel());
        ModelReply reply = await first.CompleteAsync(Request, TestContext.Current.CancellationToken);
        var offline = new RecordedModel("m", store, null);

        (await offline.CompleteAsync(Request, TestContext.Current.CancellationToken)).ShouldBe(reply);
        (await offline.CompleteAsync(Request with { Ordinal = 1 }, TestContext.Current.CancellationToken)).Error.ShouldNotBeNull();
        first.Asked.ShouldBe(1);
    }

    private sealed class CountingModel : ILanguageModel
    {
        private int count;

        public string Name => "m";

        public Task<ModelReply> CompleteAsync(ModelRequest request, CancellationToken cancellation) =>
            Task.FromResult(new ModelReply($"reply {++count}", 1, 1));
    }
}
