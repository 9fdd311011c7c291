using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autocomp.Search.Tests;

/// <summary>Records of searches go to a folder of this run, never to the user's own.</summary>
internal static class TestData
{
    [ModuleInitializer]
    internal static void Begin()
    {
        // A child of a test has the folder that the test gave it.
        if (Environment.GetEnvironmentVariable("AUTOCOMP_DATA") is { Length: > 0 }) return;
        string folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"autocomp-test-data-{Environment.ProcessId}"));
        Environment.SetEnvironmentVariable("AUTOCOMP_DATA", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        };
    }
}
