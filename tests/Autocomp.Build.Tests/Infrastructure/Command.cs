using System.Diagnostics;

namespace Autocomp.Build.Tests;

/// <summary>Runs a program and keeps what it said.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static Command Run(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using Process process = Start(folder, program, arguments, environment);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Limit}.\n{output.Result}{error.Result}");
        }

        return new Command(process.ExitCode, output.Result + error.Result);
    }

    public static Process Start(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // The runner's own settings (CI, MSBuild's paths) must not decide what a scenario sees.
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        foreach (string name in new[] { "CI", "TF_BUILD", "ContinuousIntegrationBuild" }) start.Environment.Remove(name);
        // Records of searches stay with the scenario: no test may find what another one has measured.
        if (folder != Repository.Root) start.Environment["AUTOCOMP_DATA"] = Path.Combine(folder, ".data");
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
