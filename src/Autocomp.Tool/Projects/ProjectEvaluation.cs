using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace Autocomp.Tool.Projects;

/// <summary>Asks MSBuild, in this process, what a build of a project would give the worker. Call <see cref="ProjectHost"/> instead: MSBuild must be located first.</summary>
internal static class ProjectEvaluation
{
    /// <summary>The target that compiles and writes the worker's arguments, without running the worker.</summary>
    private const string DescribeTarget = "AutocompDescribe";

    /// <summary>Restores, evaluates and compiles.</summary>
    /// <param name="request">Which project.</param>
    public static DescribedProject Describe(ProjectRequest request)
    {
        Dictionary<string, string> properties = new(request.Properties, StringComparer.OrdinalIgnoreCase)
        {
            ["Configuration"] = request.Configuration,
            ["_AutocompDescribing"] = "true",
        };
        BuildErrors errors = new();
        if (request.Restore)
        {
            // As 'dotnet build' does: an evaluation of its own, because packages add files to the next one.
            Dictionary<string, string> restoring = new(properties, StringComparer.OrdinalIgnoreCase) { ["MSBuildRestoreSessionId"] = "autocomp", ["MSBuildIsRestoring"] = "true" };
            if (!Build(request.Path, restoring, "Restore", errors)) return DescribedProject.Failed([.. errors.Lines]);
        }

        using ProjectCollection collection = new(properties);
        Project project = collection.LoadProject(request.Path);
        string[] frameworks = project.GetPropertyValue("TargetFrameworks").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? framework = request.Framework ?? (frameworks.Length > 0 && project.GetPropertyValue("TargetFramework").Length == 0 ? frameworks[0] : null);
        if (framework is not null)
        {
            properties["TargetFramework"] = framework;
            using ProjectCollection inner = new(properties);
            return Compile(request, inner.LoadProject(request.Path), properties, errors);
        }

        return Compile(request, project, properties, errors);
    }

    private static DescribedProject Compile(ProjectRequest request, Project project, Dictionary<string, string> properties, BuildErrors errors)
    {
        string worker = project.GetPropertyValue("_AutocompWorker");
        string name = Path.GetFileName(request.Path);
        if (worker.Length == 0) return DescribedProject.Failed($"The project {name} does not use the package Autocomp.Build. Add it: dotnet add \"{request.Path}\" package Autocomp.Build");
        if (!project.Targets.ContainsKey(DescribeTarget)) return DescribedProject.Failed($"The project {name} uses a version of Autocomp.Build that is older than this command. Update the package, or build with dotnet build.");
        if (project.GetPropertyValue("_AutocompEnabled") != "true") return DescribedProject.Failed($"AutocompMode is Off in {name}, so it has no kernels. Give another one: -p:AutocompMode=Auto");
        return Build(request.Path, properties, DescribeTarget, errors)
            ? new(Path.GetFullPath(worker), project.GetPropertyValue("_AutocompOptions"), [])
            : DescribedProject.Failed([.. errors.Lines]);
    }

    private static bool Build(string path, Dictionary<string, string> properties, string target, BuildErrors errors)
    {
        using ProjectCollection collection = new(properties);
        BuildParameters parameters = new(collection) { Loggers = [errors], EnableNodeReuse = false, MaxNodeCount = 1 };
        BuildRequestData data = new(path, properties!, null, [target], null, BuildRequestDataFlags.ClearCachesAfterBuild);
        BuildResult result = BuildManager.DefaultBuildManager.Build(parameters, data);
        if (result.OverallResult == BuildResultCode.Success) return true;
        if (errors.Lines.Count == 0) errors.Lines.Add(result.Exception?.Message ?? $"MSBuild's target {target} failed.");
        return false;
    }
}
