using System.Diagnostics;

namespace Autocomp.Build.Tests;

/// <summary>A folder with a project (or several) that uses the package from the local feed. Its path holds a space and letters beyond ASCII on purpose.</summary>
internal sealed class Scenario : IDisposable
{
    private int builds;

    public Scenario()
    {
        Folder = Directory.CreateTempSubdirectory("autocomp größe ").FullName;
        Write("Directory.Build.props", $"""
            <Project>
              <Import Project="{Repository.File("build", "LocalFeed.props")}" />
              <PropertyGroup>
                <SharedCompilationId>{LocalFeed.CompilerServer}</SharedCompilationId>
              </PropertyGroup>
            </Project>
            """);
    }

    public string Folder { get; }

    /// <summary>Full path of a file or folder of the scenario.</summary>
    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public string Write(string path, string text)
    {
        string full = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Replace(string path, string old, string replacement)
    {
        string text = File.ReadAllText(At(path));
        text.ShouldContain(old);
        File.WriteAllText(At(path), text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary><c>dotnet build</c>, with a binary log.</summary>
    public BuildResult Build(params string[] arguments) => Dotnet("build", arguments);

    /// <summary><c>dotnet build</c> with variables of the environment, with a binary log.</summary>
    public BuildResult BuildWith(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        string log = At($"{++builds}.binlog");
        return new BuildResult(Command.Run(Folder, "dotnet", Arguments("build", arguments, log), environment), log);
    }

    /// <summary>Any <c>dotnet</c> command that takes MSBuild's options, with a binary log.</summary>
    public BuildResult Dotnet(string command, params string[] arguments)
    {
        string log = At($"{++builds}.binlog");
        Command result = Command.Run(Folder, "dotnet", Arguments(command, arguments, log));
        return new BuildResult(result, log);
    }

    /// <summary>A <c>dotnet</c> command without any network: in a network namespace of its own where the system allows one, else with proxies that lead nowhere.</summary>
    public BuildResult Offline(string command, params string[] arguments)
    {
        string log = At($"{++builds}.binlog");
        string[] line = [.. Arguments(command, arguments, log)];
        bool hasNamespaces = Command.Run(Folder, "unshare", ["-n", "true"]).ExitCode == 0;
        Dictionary<string, string?> dead = new() { ["HTTPS_PROXY"] = "http://127.0.0.1:9", ["HTTP_PROXY"] = "http://127.0.0.1:9" };
        Command result = hasNamespaces
            ? Command.Run(Folder, "unshare", ["-n", "dotnet", .. line])
            : Command.Run(Folder, "dotnet", line, dead);
        return new BuildResult(result, log);
    }

    /// <summary>Starts a build and returns at once. It listens to Ctrl+C even where the runner ignores it, as background jobs of a shell do.</summary>
    public Process StartBuild(params string[] arguments) =>
        Command.Start(Folder, "env", ["--default-signal=INT", "dotnet", .. Arguments("build", arguments, At($"{++builds}.binlog"))]);

    /// <summary>Runs the built application.</summary>
    public Command RunApplication(string path = "bin/Debug/net10.0/App.dll") => Command.Run(Folder, "dotnet", [At(path)]);

    public void Dispose()
    {
        // What a failing test leaves is worth reading; CI machines are thrown away.
        if (TestContext.Current.TestState?.Result != TestResult.Failed) Directory.Delete(Folder, recursive: true);
    }

    private static IEnumerable<string> Arguments(string command, string[] arguments, string log) =>
        [command, .. arguments, "-bl:" + log, "-nologo", "-v:normal", "-tl:off"];
}
