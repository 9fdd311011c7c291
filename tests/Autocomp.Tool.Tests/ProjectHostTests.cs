using System.Collections.Immutable;
using System.Reflection;
using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Tests;

/// <summary>MSBuild in this process, as the command loads projects.</summary>
public sealed class ProjectHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autocomp größe ").FullName;

    [Fact]
    public void Describe_ProjectWithoutThePackage_SaysHowToAddIt() =>
        Describe("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>")
            .ShouldHaveSingleItem().ShouldContain("does not use the package Autocomp.Build. Add it: dotnet add");

    [Fact]
    public void Describe_BrokenProjectFile_GivesMsBuildsWords() =>
        Describe("<Project Sdk=\"Microsoft.NET.Sdk\">").ShouldHaveSingleItem().ShouldContain("Project");

    [Fact]
    public void Describe_TargetsOfThisCheckoutOverSourceThatDoesNotCompile_GivesTheCompilersErrors()
    {
        string build = Path.Combine(typeof(ProjectHostTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AutocompRoot").Value!, "build");
        File.WriteAllText(Path.Combine(_folder, "A.cs"), "class A { int }");

        Describe($"""
            <Project>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <!-- Their task needs an assembly of which the test runner brings another version. -->
                <GenerateAssemblyInfo>false</GenerateAssemblyInfo>
                <GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute>
              </PropertyGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
              <Import Project="{build}/Autocomp.Build.targets" />
            </Project>
            """).ShouldHaveSingleItem().ShouldContain("A.cs(1,15): error CS1519");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ImmutableArray<string> Describe(string project)
    {
        string path = Path.Combine(_folder, "App.csproj");
        File.WriteAllText(path, project);
        return ProjectHost.Describe(new ProjectRequest(path, "Debug", null, ImmutableSortedDictionary<string, string>.Empty, Restore: true)).Errors;
    }
}
