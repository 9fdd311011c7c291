using System.Collections.Concurrent;
using System.Net;
using Autocomp.Search.Store.Shared;

namespace Autocomp.Search.Tests.Store;

public sealed class SharedSchedulesTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly SharedEntry s_entry = new("App.Layers.Dense", "class S { }", 100, "builtin");
    private readonly string _folder = Directory.CreateTempSubdirectory("autocomp-shared-").FullName;
    private readonly HttpListener _server = new();
    private readonly ConcurrentDictionary<string, byte[]> _files = new();
    private readonly ConcurrentBag<string?> _tokens = [];
    private readonly string _address;
    private HttpStatusCode? _always;

    public SharedSchedulesTests()
    {
        // A port that was free a moment ago; the listener cannot choose one itself.
        using (System.Net.Sockets.TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/cache/";
        }

        _server.Prefixes.Add(_address);
        _server.Start();
        _ = Task.Run(ServeAsync);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_SavedEntry_IsFound()
    {
        using SharedSchedules shared = new(_address, _folder, _ => null);

        await shared.SaveAsync(Key, s_entry, Token);

        (await shared.FindAsync(Key, Token)).ShouldBe([s_entry]);
        (await shared.FindAsync(Key[1..] + "0", Token)).ShouldBeEmpty();
        shared.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_BetterOneIsThere_LeavesIt()
    {
        using SharedSchedules shared = new($"{_address}; {_folder}", "/", _ => null);
        await shared.SaveAsync(Key, s_entry, Token);

        await shared.SaveAsync(Key, s_entry with { Cycles = 120 }, Token);
        (await shared.FindAsync(Key, Token)).ShouldBe([s_entry, s_entry]);

        await shared.SaveAsync(Key, s_entry with { Cycles = 80 }, Token);
        (await shared.FindAsync(Key, Token)).Select(e => e.Cycles).ShouldBe([80, 80]);
    }

    [Fact]
    public async Task Token_HostNotNamedInTheEnvironment_IsNotSent()
    {
        using (SharedSchedules shared = new(_address, _folder, name => name == "AUTOCOMP_STORE_TOKEN" ? "secret" : null)) await shared.FindAsync(Key, Token);
        _tokens.ShouldAllBe(t => t == null);

        using (SharedSchedules shared = new(_address, _folder, name => name == "AUTOCOMP_STORE_TOKEN" ? "secret" : name == "AUTOCOMP_STORE_HOSTS" ? "127.0.0.1" : null)) await shared.FindAsync(Key, Token);
        _tokens.ShouldContain("Bearer secret");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Redirect)]
    public async Task Server_ThatFails_IsSaidOnceAndLeftOut(HttpStatusCode status)
    {
        _always = status;
        using SharedSchedules shared = new(_address, _folder, _ => null);

        (await shared.FindAsync(Key, Token)).ShouldBeEmpty();
        await shared.SaveAsync(Key, s_entry, Token);

        shared.Troubles.ShouldHaveSingleItem().ShouldContain($"could not be read: it answered {(int)status}");
    }

    [Fact]
    public async Task Places_ThatAreDownOrWrong_AreSaidAndTheOthersUsed()
    {
        _server.Stop();
        using SharedSchedules shared = new($"{_address}; nowhere; ftp://x; http://example.invalid/; {_folder}", _folder, _ => null);
        await shared.SaveAsync(Key, s_entry, Token);

        (await shared.FindAsync(Key, Token)).ShouldBe([s_entry]);

        shared.Troubles.Length.ShouldBe(4);
        shared.Troubles.ShouldContain(t => t.StartsWith("'http://example.invalid/' is neither a folder nor an https address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_DamagedOrHugeEntry_IsNone()
    {
        using SharedSchedules shared = new(_address, _folder, _ => null);
        foreach (byte[] content in new[] { "{"u8.ToArray(), "{}"u8.ToArray(), "[1]"u8.ToArray(), new byte[SharedEntry.MostBytes + 1] })
        {
            _files["/cache/" + Key] = content;
            (await shared.FindAsync(Key, Token)).ShouldBeEmpty();
        }

        shared.Troubles.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _server.Close();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            try
            {
                HttpListenerContext context = await _server.GetContextAsync();
                _tokens.Add(context.Request.Headers["Authorization"]);
                string path = context.Request.Url!.AbsolutePath;
                byte[] reply = [];
                if (_always is { } status)
                {
                    context.Response.StatusCode = (int)status;
                }
                else if (context.Request.HttpMethod == "PUT")
                {
                    using MemoryStream content = new();
                    await context.Request.InputStream.CopyToAsync(content);
                    _files[path] = content.ToArray();
                }
                else if (!_files.TryGetValue(path, out reply!))
                {
                    context.Response.StatusCode = 404;
                    reply = [];
                }

                context.Response.Close(reply, willBlock: false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
