using System.CommandLine;
using Autocomp.Isa;

namespace Autocomp.Tool.Commands;

/// <summary>The option <c>--target</c>: the name of a preset, or a JSON file.</summary>
internal static class TargetOption
{
    private static readonly string s_names = string.Join(", ", TargetPresets.All.Select(target => target.Name));

    /// <summary>Declares the option.</summary>
    /// <returns>The option; its value is for <see cref="Find"/>.</returns>
    public static Option<string> Create() => new("--target")
    {
        Description = $"The machine: {s_names}, or a JSON file that names one of them as 'base' and what differs.",
        DefaultValueFactory = _ => TargetPresets.Int8.Name,
        HelpName = "name|file.json",
    };

    /// <summary>The target that a value stands for.</summary>
    /// <param name="value">A name or a path.</param>
    /// <param name="error">What is wrong, or null.</param>
    /// <returns>The target, or null.</returns>
    public static TargetDescription? Find(string value, out string? error)
    {
        error = null;
        if (TargetPresets.Find(value) is { } preset) return preset;
        if (!File.Exists(value))
        {
            error = $"There is no target '{value}', and no file of that name. Targets: {s_names}.";
            return null;
        }

        TargetReadResult read = TargetJson.Read(File.ReadAllText(value));
        if (read.Target is null) error = string.Join('\n', read.Errors.Select(problem => $"{value}: {problem}"));
        return read.Target;
    }
}
