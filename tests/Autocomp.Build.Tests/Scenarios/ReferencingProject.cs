namespace Autocomp.Build.Tests.Scenarios;

public sealed class ReferencingProject
{
    [Fact]
    public void Build_ApplicationOverALibraryWithKernels_GetsItsArtifactsAndNoneOfTheBuild()
    {
        using Scenario scenario = new();
        scenario.Write("Layers/Layers.csproj", Sources.Project.Replace("<OutputType>Exe</OutputType>", "", StringComparison.Ordinal));
        scenario.Write("Layers/Layers.cs", Sources.Kernels + """

            public static class Check
            {
                public static bool Same()
                {
                    sbyte[] x = new sbyte[16 * 32], w = new sbyte[32 * 16], y = new sbyte[256];
                    x[0] = w[0] = 10;
                    Autocomp.Runtime.EmulatedAccelerator.Open().Dense(x, w, new int[16], y, 0.5f);
                    return y[0] == 50;
                }
            }
            """);
        scenario.Write("App/App.csproj", Sources.Project.Replace("<PackageReference Include=\"Autocomp.Build\" Version=\"0.1.0\" />", "<ProjectReference Include=\"../Layers/Layers.csproj\" />", StringComparison.Ordinal));
        scenario.Write("App/Program.cs", "Console.WriteLine(App.Check.Same());");

        BuildResult result = scenario.Build("App").ShouldSucceed();

        result.TaskRuns("RunWorker").ShouldBe(1);
        scenario.RunApplication("App/bin/Debug/net10.0/App.dll").Output.ShouldBe("True\n");
    }
}
