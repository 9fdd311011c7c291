namespace Autocomp.Build.Tests;

/// <summary>A shell script in the worker's place, for what a healthy worker never does.</summary>
internal static class FakeHost
{
    /// <summary>Writes the script and returns the build argument that uses it.</summary>
    public static string Install(Scenario scenario, string script)
    {
        string path = scenario.Write("host.sh", "#!/bin/sh\n" + script);
        Command.Run(scenario.Folder, "chmod", ["+x", path]);
        return "-p:_AutocompHost=" + path;
    }
}
