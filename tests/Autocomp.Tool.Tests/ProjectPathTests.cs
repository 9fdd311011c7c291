using Autocomp.Tool.Projects;

namespace Autocomp.Tool.Tests;

public sealed class ProjectPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autocomp path ").FullName;

    [Fact]
    public void Resolve_FolderWithOneProject_IsThatProject()
    {
        string project = Write("App.csproj");

        ProjectPath.Resolve(_folder, out string? error).ShouldBe(project);
        error.ShouldBeNull();
    }

    [Fact]
    public void Resolve_FolderWithSeveral_NamesThem()
    {
        Write("B.csproj");
        Write("A.csproj");

        ProjectPath.Resolve(_folder, out string? error).ShouldBeEmpty();
        error.ShouldNotBeNull().ShouldContain("A.csproj, B.csproj. Name one of them.");
    }

    [Fact]
    public void Resolve_EmptyFolder_SaysWhatToType()
    {
        ProjectPath.Resolve(_folder, out string? error).ShouldBeEmpty();
        error.ShouldNotBeNull().ShouldContain("holds no .csproj file");
    }

    [Fact]
    public void Resolve_NothingThere_SaysSo()
    {
        ProjectPath.Resolve(Path.Combine(_folder, "none"), out string? error).ShouldBeEmpty();
        error.ShouldNotBeNull().ShouldContain("There is no project");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "<Project />");
        return path;
    }
}
