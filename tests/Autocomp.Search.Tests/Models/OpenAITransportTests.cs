using Autocomp.Search.Models;

namespace Autocomp.Search.Tests.Models;

public sealed class OpenAITransportTests
{
    private static readonly ResilienceOptions Quick = new() { Delay = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(20) };

    private static readonly ModelRequest Hello = new("You are terse.", "Hello", null, 100, 0);

    private static async Task<ModelReply> AskAsync(LoopbackModelServer server, string? key = null, ResilienceOptions? options = null)
    {
        using var model = new ResilientModel(new OpenAITransport("scripted", server.Endpoint, key), options ?? Quick, TimeProvider.System, 1);
        return await model.CompleteAsync(Hello, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Complete_Answer_GivesTextAndTokens()
    {
        using var server = new LoopbackModelServer(_ => LoopbackModelServer.Response.Text("hi"));

        ModelReply reply = await AskAsync(server, "secret-key");

        reply.ShouldBe(new ModelReply("hi", 11, 7));
        LoopbackModelServer.Request request = server.Requests.ShouldHaveSingleItem();
        request.Path.ShouldBe("/v1/chat/completions");
        request.System.ShouldBe("You are terse.");
        request.User.ShouldBe("Hello");
        request.Headers["Authorization"].ShouldBe("Bearer secret-key");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Complete_TransientFailures_TriesAgain(int status)
    {
        using var server = new LoopbackModelServer(r => r.Number < 2
            ? new(status, "{}", ("Retry-After", "0"))
            : LoopbackModelServer.Response.Text("at last"));

        (await AskAsync(server)).Text.ShouldBe("at last");

        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Complete_FailsForGood_IsAFailedReplyAfterAllRetries()
    {
        using var server = new LoopbackModelServer(_ => new(500, "{}"));

        ModelReply reply = await AskAsync(server, options: Quick with { Retries = 2 });

        reply.Error.ShouldBe("The model's server answered with status 500.");
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Complete_BadRequest_IsNotRepeated()
    {
        using var server = new LoopbackModelServer(_ => new(400, "{}"));

        (await AskAsync(server)).Error.ShouldBe("The model's server answered with status 400.");

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Complete_Redirect_IsNotFollowed()
    {
        using var other = new LoopbackModelServer(_ => LoopbackModelServer.Response.Text("caught"));
        using var server = new LoopbackModelServer(_ => new(307, "", ("Location", other.Endpoint + "/chat/completions")));

        (await AskAsync(server, "secret-key")).Error.ShouldNotBeNull();

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_NoCompletion_IsAFailedReply()
    {
        using var server = new LoopbackModelServer(_ => new(200, "<html>"));

        (await AskAsync(server)).Error.ShouldBe("The model's server answered something that is not a chat completion.");
    }

    [Fact]
    public async Task Complete_HugeBody_IsAnAnswerThatHoldsNoSchedule()
    {
        string huge = new('x', 100_000_000);
        using var server = new LoopbackModelServer(_ => new(200, huge));

        ModelReply reply = await AskAsync(server);

        reply.Error.ShouldBeNull();
        reply.Text.ShouldBe("The server's answer had more than 16 MiB.");
    }

    [Fact]
    public async Task Complete_LongText_IsCut()
    {
        using var server = new LoopbackModelServer(_ => LoopbackModelServer.Response.Text(new string('x', 1_000_000)));

        (await AskAsync(server)).Text.Length.ShouldBe(ModelReply.MaxCharacters);
    }

    [Fact]
    public async Task Complete_ConnectionCutInTheBody_IsTriedAgain()
    {
        using var server = new LoopbackModelServer(r => LoopbackModelServer.Response.Text("hi") with { IsCut = r.Number == 0 });

        (await AskAsync(server)).Text.ShouldBe("hi");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Complete_ServerAway_IsAFailedReply()
    {
        var server = new LoopbackModelServer(_ => LoopbackModelServer.Response.Text("hi"));
        Uri endpoint = server.Endpoint;
        server.Dispose();
        using var model = new ResilientModel(new OpenAITransport("scripted", endpoint, null), Quick with { Retries = 1 }, TimeProvider.System, 1);

        ModelReply reply = await model.CompleteAsync(Hello, TestContext.Current.CancellationToken);

        reply.Text.ShouldBeEmpty();
        reply.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task Complete_ServerNeverAnswers_EndsInTime()
    {
        using var server = new LoopbackModelServer(_ =>
        {
            Thread.Sleep(3000);
            return LoopbackModelServer.Response.Text("late");
        });

        ModelReply reply = await AskAsync(server, options: Quick with { Retries = 0, Timeout = TimeSpan.FromMilliseconds(200) });

        reply.Error.ShouldBe("The model did not answer in time.");
    }
}
