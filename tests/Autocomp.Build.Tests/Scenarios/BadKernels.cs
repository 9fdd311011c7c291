namespace Autocomp.Build.Tests.Scenarios;

public sealed class BadKernels
{
    [Fact]
    public void Build_UnsupportedConstruct_IsAnErrorAtItsPlaceWithWhatToWriteInstead()
    {
        using Scenario scenario = Sources.Application();
        scenario.Replace("Layers.cs", "int sum = bias[j];", "int[] box = new int[4]; int sum = box[0];");

        BuildMessage error = scenario.Build().ShouldFail().Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("AC1101");
        Path.GetFileName(error.File).ShouldBe("Layers.cs");
        (error.Line, error.Column).ShouldBe((19, 29));
    }

    [Fact]
    public void Build_KernelThatThrows_IsReportedAtTheKernel()
    {
        using Scenario scenario = Sources.Application();
        scenario.Replace("Layers.cs", "x[i * 32 + p]", "x[i * 33 + p]");

        BuildMessage error = scenario.Build().ShouldFail().Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("AC2001");
        (error.Line, error.Column).ShouldBe((Sources.KernelLine, Sources.KernelColumn));
        error.Text.ShouldContain("IndexOutOfRangeException");
    }
}
