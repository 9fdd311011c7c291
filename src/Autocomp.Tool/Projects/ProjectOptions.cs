using System.CommandLine;

namespace Autocomp.Tool.Projects;

/// <summary>The arguments that every command about a project takes.</summary>
internal sealed class ProjectOptions
{
    /// <summary>Project file or folder.</summary>
    public Argument<string> Project { get; } = new("project") { Description = "Project file, or a folder that holds one.", DefaultValueFactory = _ => "." };

    /// <summary>Build configuration.</summary>
    public Option<string> Configuration { get; } = new("--configuration", "-c") { Description = "Build configuration.", DefaultValueFactory = _ => "Debug" };

    /// <summary>Target framework.</summary>
    public Option<string?> Framework { get; } = new("--framework", "-f") { Description = "Target framework, when the project has several; by default the first." };

    /// <summary>MSBuild properties.</summary>
    public Option<string[]> Property { get; } = new("--property", "-p") { Description = "An MSBuild property, NAME=VALUE, as in dotnet build." };

    /// <summary>Leaves packages alone.</summary>
    public Option<bool> NoRestore { get; } = new("--no-restore") { Description = "Don't restore packages first." };

    /// <summary>Some kernels only.</summary>
    public Option<string[]> Kernel { get; } = new("--kernel", "-k") { Description = "Only kernels whose name or symbol contains this text." };

    /// <summary>Machine-readable output.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output." };

    /// <summary>The worker's arguments as a build left them: how one version of the command hands over to another.</summary>
    public Option<string[]> Settings { get; } = new("--settings") { Description = "options.rsp of a build (internal).", Hidden = true };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        // Without this, a misspelt option would be taken for the project.
        Project.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] option }]) result.AddError($"Unrecognized option '{option}'.");
        });
        command.Arguments.Add(Project);
        foreach (Option option in new Option[] { Kernel, Configuration, Framework, Property, NoRestore, Json, Settings }) command.Options.Add(option);
    }
}
