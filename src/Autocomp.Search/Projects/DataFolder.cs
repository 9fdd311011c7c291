using Autocomp.Search.Journal;
using Autocomp.Search.Store;

namespace Autocomp.Search.Projects;

/// <summary>Where searches keep their journals and models' replies: survives 'clean', is never committed.</summary>
public static class DataFolder
{
    /// <summary>The folder of one assembly: by name and not by path, so that a moved checkout finds it.</summary>
    /// <param name="assemblyName">The assembly.</param>
    /// <returns>A folder under <c>AUTOCOMP_DATA</c>, by default under the user's local application data.</returns>
    public static string Of(string assemblyName)
    {
        string root = Environment.GetEnvironmentVariable("AUTOCOMP_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "autocomp");
        return Path.Combine(root, assemblyName);
    }

    /// <summary>The journals of a kernel's searches.</summary>
    /// <param name="assemblyName">The assembly.</param>
    /// <param name="kernel">The kernel.</param>
    public static JournalFolder Journals(string assemblyName, KernelIdentity kernel) => new(Path.Combine(Of(assemblyName), kernel.FileName));
}
