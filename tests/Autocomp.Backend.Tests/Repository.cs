using System.Reflection;

namespace Autocomp.Backend.Tests;

/// <summary>Where this repository is checked out.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("AutocompRoot");

    /// <summary>Where measurements of the real machine are, when they are there.</summary>
    public static string Reference { get; } = Metadata("AutocompReference");

    private static string Metadata(string key) => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
