using Autocomp.Search.Models;

namespace Autocomp.Search.Tests.Models;

public sealed class ModelSecretsTests
{
    private static ModelSecrets With(params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(v => v.Name == name).Value);

    [Fact]
    public void For_ProvidersHost_GetsTheKey() =>
        With(("OPENAI_API_KEY", "k")).For(new Uri("https://api.openai.com/v1")).ShouldBe(new ModelSecrets.Decision("k", null));

    [Fact]
    public void For_OwnVariable_GoesFirst() =>
        With(("OPENAI_API_KEY", "k"), ("AUTOCOMP_API_KEY", "own")).For(new Uri("https://api.openai.com/v1")).Key.ShouldBe("own");

    [Fact]
    public void For_OtherHost_IsRefused()
    {
        ModelSecrets.Decision decision = With(("AUTOCOMP_API_KEY", "k")).For(new Uri("https://evil.example/v1"));

        decision.Key.ShouldBeNull();
        decision.Refusal.ShouldNotBeNull().ShouldContain("AUTOCOMP_ALLOWED_HOSTS");
    }

    [Fact]
    public void For_HostNamedInEnvironment_GetsTheKey() =>
        With(("AUTOCOMP_API_KEY", "k"), ("AUTOCOMP_ALLOWED_HOSTS", "a.example, models.example:8443")).For(new Uri("https://models.example:8443/v1")).Key.ShouldBe("k");

    [Fact]
    public void For_HostNamedButClearText_IsRefused() =>
        With(("AUTOCOMP_API_KEY", "k"), ("AUTOCOMP_ALLOWED_HOSTS", "models.example")).For(new Uri("http://models.example/v1")).Refusal.ShouldNotBeNull().ShouldContain("https");

    [Fact]
    public void For_LoopbackNotNamed_GetsNoKey() =>
        With(("AUTOCOMP_API_KEY", "k")).For(new Uri("http://127.0.0.1:1234/v1")).ShouldBe(new ModelSecrets.Decision(null, null));

    [Fact]
    public void For_LoopbackNamed_GetsTheKey() =>
        With(("AUTOCOMP_API_KEY", "k"), ("AUTOCOMP_ALLOWED_HOSTS", "127.0.0.1")).For(new Uri("http://127.0.0.1:1234/v1")).Key.ShouldBe("k");

    [Fact]
    public void For_NoKey_SaysWhichVariable() =>
        With().For(new Uri("https://api.openai.com/v1")).Refusal.ShouldNotBeNull().ShouldContain("AUTOCOMP_API_KEY");

    [Fact]
    public void RefuseCommand_OnCi_NeedsSayingSo()
    {
        With().RefuseCommand(continuousIntegration: true).ShouldNotBeNull().ShouldContain("AUTOCOMP_ALLOW_COMMAND");
        With(("AUTOCOMP_ALLOW_COMMAND", "1")).RefuseCommand(continuousIntegration: true).ShouldBeNull();
        With().RefuseCommand(continuousIntegration: false).ShouldBeNull();
    }
}
