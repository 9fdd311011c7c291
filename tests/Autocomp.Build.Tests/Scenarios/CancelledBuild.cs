using System.Diagnostics;

namespace Autocomp.Build.Tests.Scenarios;

public sealed class CancelledBuild
{
    [Fact]
    public async Task Build_Interrupted_KillsTheWorkerAndItsChildren()
    {
        using Scenario scenario = Sources.Application();
        string pids = scenario.At("pids");
        string host = FakeHost.Install(scenario, $"sleep 300 &\necho \"$! $$\" > '{pids}.tmp'; mv '{pids}.tmp' '{pids}'\nwait\n");
        using Process build = scenario.StartBuild(host);
        Task drained = Task.WhenAll(build.StandardOutput.ReadToEndAsync(Token), build.StandardError.ReadToEndAsync(Token));
        for (int i = 0; i < 600 && !File.Exists(pids); i++) await Task.Delay(100, Token);
        int[] processes = [.. (await File.ReadAllTextAsync(pids, Token)).Split(' ').Select(int.Parse)];

        Command.Run(scenario.Folder, "kill", ["-INT", build.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await build.WaitForExitAsync(Token);
        await drained;

        build.ExitCode.ShouldNotBe(0);
        for (int i = 0; i < 50 && processes.Any(IsAlive); i++) await Task.Delay(100, Token);
        processes.ShouldAllBe(p => !IsAlive(p));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static bool IsAlive(int process)
    {
        string status = $"/proc/{process}/stat";
        return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }
}
