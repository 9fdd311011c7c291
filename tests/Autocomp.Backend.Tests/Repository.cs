using System.Reflection;

namespace Autocomp.Backend.Tests;

/// <summary>Where this repository is checked out.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "AutocompRoot").Value!;
}
