using System.Diagnostics;

namespace Autocomp.Build.Tests.Scenarios;

/// <summary>Ctrl+C in a build that tunes with a model.</summary>
public sealed class CancelledSearch
{
    [Fact]
    public async Task Build_InterruptedInMidSearch_LeavesNoProcessAndNothingHalfWritten()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Scenario scenario = Sources.Application();
        string started = scenario.At("started");
        string model = scenario.Write("model.sh", $"#!/bin/sh\necho $$ >> '{started}'\nexec sleep 300\n");
        Command.Run(scenario.Folder, "chmod", ["+x", model]);
        scenario.Replace("App.csproj", "<Nullable>", $"<AutocompModel>command:\"{model}\"</AutocompModel><Nullable>");
        using Process build = scenario.StartBuild("-p:AutocompMode=Tune", "-p:AutocompMaxEvaluations=12");
        Task<string> output = build.StandardOutput.ReadToEndAsync(token), error = build.StandardError.ReadToEndAsync(token);
        for (int i = 0; i < 1800 && !File.Exists(started) && !build.HasExited; i++) await Task.Delay(100, token);
        if (build.HasExited) (await output + await error).ShouldBeEmpty("the search has not asked its model");

        Command.Run(scenario.Folder, "kill", ["-INT", build.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await build.WaitForExitAsync(token);
        await Task.WhenAll(output, error);

        build.ExitCode.ShouldNotBe(0);
        int[] asked = [.. (await File.ReadAllLinesAsync(started, token)).Select(int.Parse)];
        for (int i = 0; i < 100 && asked.Any(IsAlive); i++) await Task.Delay(100, token);
        asked.ShouldAllBe(p => !IsAlive(p));
        string folder = scenario.At("autocomp");
        (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tmp") : []).ShouldBeEmpty();
        scenario.Build("--no-restore", "-p:AutocompContinuousIntegration=true").ShouldSucceed();
    }

    private static bool IsAlive(int process) => File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
