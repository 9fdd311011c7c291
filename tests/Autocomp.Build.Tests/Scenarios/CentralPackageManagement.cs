namespace Autocomp.Build.Tests.Scenarios;

public sealed class CentralPackageManagement
{
    [Fact]
    public void Build_CentralVersionsAndLockFile_NeedsNothingSpecial()
    {
        using Scenario scenario = Sources.Application();
        scenario.Replace("App.csproj", " Version=\"0.1.0\"", "");
        scenario.Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
              </PropertyGroup>
              <ItemGroup><PackageVersion Include="Autocomp.Build" Version="0.1.0" /></ItemGroup>
            </Project>
            """);

        scenario.Build().ShouldSucceed();

        File.Exists(scenario.At("packages.lock.json")).ShouldBeTrue();
        scenario.Build("-p:RestoreLockedMode=true").ShouldSucceed().WorkerRan.ShouldBeFalse();
    }
}
