using Autocomp.Search.Projects;
using Autocomp.Search.Store;

namespace Autocomp.Tool.Projects;

/// <summary>Which schedule of a kernel a person means.</summary>
internal static class ScheduleChoice
{
    /// <summary>Finds the text; says on standard error what is missing.</summary>
    /// <param name="session">The project.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name"><c>start</c>, <c>stored</c>, or a file.</param>
    /// <returns>The schedule, or null. A file that cannot be read is an <see cref="IOException"/>.</returns>
    public static string? Text(ProjectSession session, PreparedKernel kernel, string name)
    {
        switch (name)
        {
            case "start":
                return kernel.Baseline;
            case "stored":
                if (session.Find(kernel).ScheduleText is { } stored) return stored;
                if (session.FindLocal(kernel) is { State: EntryState.Valid, ScheduleText: { } local }) return local;
                Console.Error.WriteLine($"Nothing is stored for {kernel.Kernel.DisplayName}; run autocomp tune, or build once.");
                return null;
            default:
                return File.ReadAllText(name);
        }
    }
}
