using Autocomp.Backend.CodeGeneration;
using Autocomp.Search.Projects;
using Autocomp.Tool.Projects;
using Microsoft.Build.Locator;

namespace Autocomp.Tool.Diagnosis;

/// <summary>What a build needs of the machine.</summary>
internal static class MachineChecks
{
    private const int LeastSdk = 10;

    /// <summary>The runtime that this command runs on.</summary>
    public static Finding Runtime() => new(".NET", true, Environment.Version.ToString());

    /// <summary>The SDK whose MSBuild loads projects.</summary>
    public static Finding Sdk()
    {
        DotnetRoot.Announce();
        VisualStudioInstance? newest = MSBuildLocator.QueryVisualStudioInstances().MaxBy(i => i.Version);
        return newest is null || newest.Version.Major < LeastSdk
            ? new("SDK", false, $"a .NET SDK {LeastSdk} or later is needed in this folder{(newest is null ? "" : $"; found {newest.Version}")}. Install it from https://dot.net, and look whether a global.json asks for an older one")
            : new("SDK", true, $"{newest.Version} ({newest.MSBuildPath})");
    }

    /// <summary>The compiler that reads kernels.</summary>
    public static Finding Roslyn() => Environment.GetEnvironmentVariable(RoslynResolver.Variable) is { } folder
        ? new("Roslyn", true, folder)
        : new("Roslyn", false, $"no .NET SDK {LeastSdk} lies beside this runtime; install one");

    /// <summary>The native library that makes machine code.</summary>
    public static Finding Llvm(string? path)
    {
        LlvmLocation location = LlvmLibrary.Locate(new LlvmSearch(path, AppContext.BaseDirectory));
        return location.Error is null ? new("LLVM", true, $"{location.Version} ({location.Path})") : new("LLVM", false, location.Error);
    }

    /// <summary>The folder where searches keep records.</summary>
    public static Finding Data()
    {
        string folder = Path.GetDirectoryName(DataFolder.Of("x"))!;
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new("Records", true, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("Records", false, $"{folder} cannot be written ({e.Message}); name another folder in the environment variable AUTOCOMP_DATA");
        }
    }
}
