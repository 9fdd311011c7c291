using System.Diagnostics;

namespace Autocomp.Build.Tests.Scenarios;

public sealed class InterruptedTuning
{
    [Fact]
    public async Task Tune_EndedInMidSearch_KeepsTheBestSoFarAndLeavesNoProcess()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Scenario scenario = Sources.Application();
        string started = scenario.At("started");
        // A model that never answers: the built-in proposer has found something by the time it is asked.
        string model = scenario.Write("model.sh", $"#!/bin/sh\necho $$ >> '{started}'\nexec sleep 300\n");
        Command.Run(scenario.Folder, "chmod", ["+x", model]);
        using Process tune = AutocompCommand.Start(scenario, "tune", "--model", $"command:\"{model}\"", "--max-evaluations", "12");
        Task<string> output = tune.StandardOutput.ReadToEndAsync(token), error = tune.StandardError.ReadToEndAsync(token);
        for (int i = 0; i < 1200 && !File.Exists(started) && !tune.HasExited; i++) await Task.Delay(100, token);

        Command.Run(scenario.Folder, "kill", ["-TERM", tune.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await tune.WaitForExitAsync(token);

        tune.ExitCode.ShouldBe(130, await output + await error);
        (await output).ShouldContain("Interrupted. What is listed was verified and stored");
        Directory.GetFiles(scenario.At("autocomp"), "*.schedule.cs").Length.ShouldBe(1);
        scenario.Build("--no-restore", "-p:AutocompMode=Locked").ShouldSucceed();
    }
}
