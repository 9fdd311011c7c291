namespace Autocomp.Build.Tests.Scenarios;

public sealed class NewProject
{
    [Fact]
    public void DotnetNewAndAddPackage_WithAKernel_CompilesAndRuns()
    {
        using Scenario scenario = new();
        Dotnet(scenario, "new", "console", "-n", "App", "-o", ".").ExitCode.ShouldBe(0);

        Command added = Dotnet(scenario, "add", "package", "Autocomp.Build");

        added.ExitCode.ShouldBe(0, added.Output);
        File.ReadAllText(scenario.At("App.csproj")).ShouldContain("<PackageReference Include=\"Autocomp.Build\" Version=\"0.1.0\" />");
        scenario.Write("Layers.cs", Sources.Kernels);
        scenario.Write("Program.cs", Sources.Program);
        scenario.Build("-p:AutocompContinuousIntegration=true").ShouldSucceed().WorkerRan.ShouldBeTrue();
        scenario.RunApplication().Output.ShouldBe("same: True, cycles: True\n");
    }

    [Fact]
    public void Build_ModeOff_CompilesKernelsAndStartsNothing()
    {
        using Scenario scenario = Sources.Application();

        BuildResult built = scenario.Build("-p:AutocompMode=Off").ShouldSucceed();

        built.WorkerRan.ShouldBeFalse();
        built.Warnings.ShouldBeEmpty();
        Directory.Exists(scenario.At("obj", "Debug", "net10.0", "autocomp")).ShouldBeFalse();
        Directory.Exists(scenario.At("bin", "Debug", "net10.0", "autocomp")).ShouldBeFalse();
    }

    private static Command Dotnet(Scenario scenario, params string[] arguments) => Command.Run(scenario.Folder, "dotnet", arguments);
}
