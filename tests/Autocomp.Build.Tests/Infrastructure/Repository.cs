using System.Reflection;

namespace Autocomp.Build.Tests;

/// <summary>Where this checkout lies, as recorded when the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AutocompRoot").Value!);

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);
}
