namespace Autocomp.Build.Tests.Scenarios;

public sealed class SameBytes
{
    [Fact]
    public void Build_InTwoFolders_LeavesTheSameBytes()
    {
        using Scenario one = Sources.Application(), two = Sources.Application();
        one.Build().ShouldSucceed();
        two.Build().ShouldSucceed();

        string artifacts = FolderBytes.Of(one.At("bin", "Debug", "net10.0", "autocomp"));
        artifacts.ShouldContain("App_Layers_Dense.o ");
        FolderBytes.Of(two.At("bin", "Debug", "net10.0", "autocomp")).ShouldBe(artifacts);
    }
}
