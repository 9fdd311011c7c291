using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Build.Locator;

namespace Autocomp.Tool.Projects;

/// <summary>Finds the SDK's MSBuild, describes projects with it, and hands command lines over to the worker that a project has restored.</summary>
internal static class ProjectHost
{
    /// <summary>Describes a project.</summary>
    /// <param name="request">Which one.</param>
    public static DescribedProject Describe(ProjectRequest request)
    {
        DotnetRoot.Announce();
        try
        {
            if (!MSBuildLocator.IsRegistered) MSBuildLocator.RegisterDefaults();
        }
        catch (InvalidOperationException e)
        {
            return DescribedProject.Failed($"No .NET SDK with MSBuild was found: {e.Message} Install the .NET SDK 10; 'autocomp doctor' says what is there.");
        }

        return Located(request);
    }

    /// <summary>Runs the same command line in another worker and waits for it.</summary>
    /// <param name="worker">The worker's assembly.</param>
    /// <param name="arguments">All arguments.</param>
    /// <returns>Its exit code.</returns>
    public static int HandOver(string worker, IEnumerable<string> arguments)
    {
        using Interrupts interrupts = Interrupts.LeaveToOthers();
        ProcessStartInfo start = new(DotnetRoot.Program, ["exec", worker, .. arguments]) { UseShellExecute = false };
        // MSBuild in this process has set its own; the worker must not inherit which Roslyn this command found for itself either.
        foreach (string name in start.Environment.Keys.Where(n => n.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        start.Environment.Remove(RoslynResolver.Variable);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        // A terminal sends Ctrl+C to the worker too; who ends this process alone means the worker.
        using PosixSignalRegistration end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
            else using (Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) { }
        });
        process.WaitForExit();
        return process.ExitCode;
    }

    // Not inlined: MSBuild's types may be touched only after its assemblies are located.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DescribedProject Located(ProjectRequest request)
    {
        try
        {
            return ProjectEvaluation.Describe(request);
        }
        catch (Exception e) when (e.GetType().Name == "InvalidProjectFileException")
        {
            return DescribedProject.Failed(e.Message);
        }
    }
}
