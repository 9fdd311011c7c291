namespace Autocomp.Build.Tests.Scenarios;

public sealed class MultipleKernelEdits
{
    [Fact]
    public void Build_KernelRemoved_TakesItsArtifactsAway()
    {
        using Scenario scenario = Sources.Application();
        scenario.Write("More.cs", Sources.Kernels.Replace("class Layers", "class More", StringComparison.Ordinal).Replace("Dense", "Wide", StringComparison.Ordinal));
        scenario.Build().ShouldSucceed();
        string more = scenario.At("bin", "Debug", "net10.0", "autocomp", "App", "App_More_Wide.o");
        File.Exists(more).ShouldBeTrue();

        File.Delete(scenario.At("More.cs"));
        scenario.Build().ShouldSucceed();

        File.Exists(more).ShouldBeFalse();
        File.Exists(more.Replace("More_Wide", "Layers_Dense", StringComparison.Ordinal)).ShouldBeTrue();
    }
}
