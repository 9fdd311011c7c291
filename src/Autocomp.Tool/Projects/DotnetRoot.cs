using System.Runtime.InteropServices;

namespace Autocomp.Tool.Projects;

/// <summary>The .NET installation that this process runs on, whatever program started it: <c>dotnet</c>, or the launcher of an installed tool.</summary>
internal static class DotnetRoot
{
    private const string Variable = "DOTNET_ROOT";

    /// <summary>Its folder.</summary>
    public static string Folder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>Its <c>dotnet</c>; the one on the path when it has none.</summary>
    public static string Program
    {
        get
        {
            string host = System.IO.Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
            return File.Exists(host) ? host : "dotnet";
        }
    }

    /// <summary>Tells MSBuild's locator, which from a tool's launcher follows the path to a link beside which there is no SDK.</summary>
    public static void Announce()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) && Directory.Exists(System.IO.Path.Combine(Folder, "sdk")))
            Environment.SetEnvironmentVariable(Variable, Folder);
    }
}
