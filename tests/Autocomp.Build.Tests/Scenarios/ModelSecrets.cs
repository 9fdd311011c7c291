using System.IO.Compression;
using System.Text;
using Autocomp.Search.Tests;

namespace Autocomp.Build.Tests.Scenarios;

/// <summary>A key goes to hosts that the environment names, whatever a project or a server says.</summary>
public sealed class ModelSecrets
{
    private const string Key = "sk-very-secret-0123456789";

    [Fact]
    public void Tune_EndpointThatTheEnvironmentDoesNotName_IsNeverAsked()
    {
        using LoopbackModelServer server = new(_ => LoopbackModelServer.Response.Text("Option: 1"));

        // Another way to write this machine that is no loopback address: a host like any other.
        BuildResult build = Tune($"http://0.0.0.0:{server.Endpoint.Port}/v1", "api.openai.com", out byte[] log);

        server.Requests.ShouldBeEmpty();
        BuildMessage warning = build.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("AC5001");
        warning.Text.ShouldContain("The model's host 0.0.0.0 is not allowed. Name it in the environment variable AUTOCOMP_ALLOWED_HOSTS (now: api.openai.com).");
        build.Output.ShouldNotContain(Key);
        log.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)).ShouldBe(-1);
    }

    [Fact]
    public void Tune_AllowedHostThatRedirects_KeepsTheKeyToItself()
    {
        using LoopbackModelServer other = new(_ => LoopbackModelServer.Response.Text("Option: 1"));
        using LoopbackModelServer allowed = new(_ => new(307, "{}", ("Location", $"http://0.0.0.0:{other.Endpoint.Port}/v1/chat/completions")));

        BuildResult build = Tune(allowed.Endpoint.ToString(), allowed.Endpoint.Authority, out byte[] log);

        allowed.Requests.ShouldNotBeEmpty();
        allowed.Requests.ShouldAllBe(r => r.Headers["Authorization"] == "Bearer " + Key);
        other.Requests.ShouldBeEmpty();
        BuildMessage warning = build.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("AC5001");
        warning.Text.ShouldContain("status 307");
        build.Output.ShouldNotContain(Key);
        log.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)).ShouldBe(-1);
    }

    private static BuildResult Tune(string endpoint, string hosts, out byte[] log)
    {
        using Scenario scenario = Sources.Application();
        BuildResult build = scenario.BuildWith(
            new Dictionary<string, string?> { ["AUTOCOMP_API_KEY"] = Key, ["AUTOCOMP_ALLOWED_HOSTS"] = hosts },
            "-p:AutocompMode=Tune",
            "-p:AutocompMaxEvaluations=4",
            "-p:AutocompModel=scripted",
            "-p:AutocompModelEndpoint=" + endpoint).ShouldSucceed();
        using GZipStream stream = new(File.OpenRead(scenario.At("1.binlog")), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        log = bytes.ToArray();
        Directory.GetFiles(scenario.At(".data"), "*", SearchOption.AllDirectories).ShouldAllBe(f => !File.ReadAllText(f).Contains(Key, StringComparison.Ordinal));
        return build;
    }
}
