namespace Autocomp.Build.Tests;

/// <summary>The command of this checkout, as a person would run it.</summary>
internal static class AutocompCommand
{
    /// <summary>Runs <c>autocomp</c> in a scenario's folder.</summary>
    public static Command Run(Scenario scenario, params string[] arguments) => Command.Run(scenario.Folder, Tool, arguments);

    /// <summary>Runs it with environment variables.</summary>
    public static Command Run(Scenario scenario, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        Command.Run(scenario.Folder, Tool, arguments, environment);

    /// <summary>Starts it and returns at once.</summary>
    public static System.Diagnostics.Process Start(Scenario scenario, params string[] arguments) => Command.Start(scenario.Folder, Tool, arguments);

    // The launcher, as an installed tool has one: MSBuild's locator behaves differently there than under 'dotnet'.
    internal static string Tool => Repository.File("src", "Autocomp.Tool", "bin", "Release", "net10.0", "Autocomp.Tool");
}
