namespace Autocomp.Tool.Projects;

/// <summary>Finds the project file that a person means.</summary>
internal static class ProjectPath
{
    /// <summary>Resolves a file or a folder with one project in it.</summary>
    /// <param name="path">What was typed.</param>
    /// <param name="error">What is wrong and what to type instead, or null.</param>
    /// <returns>Full path of the project file, or empty.</returns>
    public static string Resolve(string path, out string? error)
    {
        error = null;
        string full = Path.GetFullPath(path);
        if (File.Exists(full)) return full;
        if (!Directory.Exists(full))
        {
            error = $"There is no project '{path}'. Name a .csproj file, or a folder that holds one.";
            return "";
        }

        string[] projects = [.. Directory.GetFiles(full, "*.csproj").Order(StringComparer.Ordinal)];
        if (projects.Length == 1) return projects[0];
        error = projects.Length == 0
            ? $"The folder '{path}' holds no .csproj file. Name the project, for example: autocomp list src/App"
            : $"The folder '{path}' holds several projects: {string.Join(", ", projects.Select(Path.GetFileName))}. Name one of them.";
        return "";
    }
}
