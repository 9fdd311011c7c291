using System.Reflection;
using System.Runtime.Loader;

namespace Autocomp.Tool;

/// <summary>Loads Roslyn from the .NET SDK instead of a copy of our own, so that the worker understands every language version that the user's compiler does.</summary>
/// <remarks>Order: <c>--roslyn</c> on the command line or in the file of <c>--settings</c>, <c>AUTOCOMP_ROSLYN</c> (set for children), the newest SDK of the running .NET installation.</remarks>
internal static class RoslynResolver
{
    /// <summary>Environment variable through which a worker tells its children which folder it uses.</summary>
    public const string Variable = "AUTOCOMP_ROSLYN";

    private static string? folder;

    /// <summary>Hooks assembly loading. Must run before any type that touches Roslyn.</summary>
    /// <param name="args">The command line.</param>
    public static void Install(string[] args)
    {
        folder = FromArguments(args) ?? Environment.GetEnvironmentVariable(Variable) ?? NewestSdk();
        if (folder is null) return;
        Environment.SetEnvironmentVariable(Variable, folder);
        AssemblyLoadContext.Default.Resolving += Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) != true) return null;
        string path = Path.Combine(folder!, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }

    private static string? FromArguments(string[] args)
    {
        IEnumerable<string> tokens = args.SelectMany(a => a.StartsWith('@') && File.Exists(a[1..]) ? File.ReadAllLines(a[1..]) : [a]);
        string[] list = [.. tokens];
        int settings = Array.IndexOf(list, "--settings");
        if (settings >= 0 && settings + 1 < list.Length && File.Exists(list[settings + 1])) list = File.ReadAllLines(list[settings + 1]);
        int index = Array.IndexOf(list, "--roslyn");
        return index >= 0 && index + 1 < list.Length ? list[index + 1].Trim('"') : null;
    }

    private static string? NewestSdk()
    {
        string? root = Path.GetDirectoryName(typeof(object).Assembly.Location);
        for (int i = 0; i < 3 && root is not null; i++) root = Path.GetDirectoryName(root);
        string sdks = Path.Combine(root ?? "", "sdk");
        if (!Directory.Exists(sdks)) return null;
        return Directory.GetDirectories(sdks)
            .Select(path => (path, version: ParseVersion(Path.GetFileName(path))))
            .Where(s => s.version is not null)
            .OrderByDescending(s => s.version)
            .Select(s => Path.Combine(s.path, "Roslyn", "bincore"))
            .FirstOrDefault(Directory.Exists);
    }

    private static Version? ParseVersion(string name) =>
        Version.TryParse(name.Split('-')[0], out Version? version) ? version : null;
}
