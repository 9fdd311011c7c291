using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Autocomp.Build.Tests.Scenarios;

/// <summary>What the command does without a project.</summary>
public sealed class CommandAlone
{
    [Theory]
    [InlineData("200 OK", 0, "answered with the key from the environment")]
    [InlineData("401 Unauthorized", 1, "the key is refused")]
    public async Task DoctorAsk_ServerOnThisMachine_SaysWhetherItAnswers(string status, int code, string says)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using TcpListener server = new(IPAddress.Loopback, 0);
        server.Start();
        Task<string> asked = AnswerAsync(server, status, token);
        using Scenario scenario = new();
        Dictionary<string, string?> environment = new() { ["AUTOCOMP_API_KEY"] = "secret-of-the-test", ["AUTOCOMP_ALLOWED_HOSTS"] = "127.0.0.1" };
        string address = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/v1";

        Command doctor = AutocompCommand.Run(scenario, environment, "doctor", "--endpoint", address, "--ask", "--json");

        doctor.ExitCode.ShouldBe(code, doctor.Output);
        JsonNode model = JsonNode.Parse(doctor.Output)!["findings"]!.AsArray().Single(f => (string?)f!["subject"] == "Model")!;
        ((string)model["text"]!).ShouldContain(says);
        doctor.Output.ShouldNotContain("secret-of-the-test");
        string request = await asked;
        request.ShouldStartWith("GET /v1/models ");
        request.ShouldContain("Authorization: Bearer secret-of-the-test");
    }

    [Fact]
    public void CompletionsBash_SourcedInAShell_CompletesCommandsAndOptions()
    {
        using Scenario scenario = new();
        string script = """
            tool=$1
            autocomp() { "$tool" "$@"; }
            eval "$(autocomp completions bash)"
            suggest() {
                COMP_LINE=$1; COMP_POINT=${#1}; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _autocomp autocomp "${COMP_WORDS[$COMP_CWORD]}" ""
                echo "${COMPREPLY[@]}"
            }
            suggest "autocomp ex"
            suggest "autocomp list --ch"
            """;

        Command shell = Command.Run(scenario.Folder, "bash", ["-c", script, "bash", AutocompCommand.Tool]);

        shell.ExitCode.ShouldBe(0, shell.Output);
        shell.Output.ShouldBe("explain export\n--check\n");
    }

    [Theory]
    [InlineData("zsh", "compdef _autocomp autocomp")]
    [InlineData("fish", "complete -c autocomp")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName autocomp")]
    public void Completions_OfAShell_RegisterThemselvesAndAreAcceptedByItWhereItIsInstalled(string shell, string registers)
    {
        using Scenario scenario = new();

        Command printed = AutocompCommand.Run(scenario, "completions", shell);

        printed.ExitCode.ShouldBe(0);
        printed.Output.ShouldContain(registers);
        if (Command.Run(scenario.Folder, "sh", ["-c", $"command -v {shell}"]).ExitCode != 0) return;
        string script = scenario.Write("completions", printed.Output);
        string[] check = shell == "pwsh" ? ["-NoProfile", "-File", script] : ["-n", script];
        Command.Run(scenario.Folder, shell, check).ExitCode.ShouldBe(0);
    }

    private static async Task<string> AnswerAsync(TcpListener server, string status, CancellationToken token)
    {
        using TcpClient client = await server.AcceptTcpClientAsync(token);
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[8192];
        StringBuilder request = new();
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, token);
            if (read == 0) break;
            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"), token);
        return request.ToString();
    }
}
