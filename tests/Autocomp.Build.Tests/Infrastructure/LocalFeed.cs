[assembly: AssemblyFixture(typeof(Autocomp.Build.Tests.LocalFeed))]

namespace Autocomp.Build.Tests;

/// <summary>Packages of this very checkout, made before the first scenario; and a compiler server of our own, ended after the last.</summary>
public sealed class LocalFeed : IDisposable
{
    /// <summary>Name of the compiler server that the scenarios share, so that ending it touches nobody else's.</summary>
    internal static string CompilerServer { get; } = $"autocomp-tests-{Environment.ProcessId}";

    public LocalFeed()
    {
        Command packed = Command.Run(Repository.Root, "bash", [Repository.File("build", "pack.sh")]);
        if (packed.ExitCode != 0) throw new InvalidOperationException("build/pack.sh failed.\n" + packed.Output);
    }

    public void Dispose()
    {
        string sdk = Command.Run(Repository.Root, "dotnet", ["--version"]).Output.Trim();
        string root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        string server = Path.Combine(root, "sdk", sdk, "Roslyn", "bincore", "VBCSCompiler.dll");
        if (File.Exists(server)) Command.Run(Repository.Root, "dotnet", [server, "-shutdown", "-pipename:" + CompilerServer]);
    }
}
