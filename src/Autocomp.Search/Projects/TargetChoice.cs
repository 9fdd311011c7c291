using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Search.Projects;

/// <summary>Chooses the machine of a kernel: the one that the project names, or by element type.</summary>
internal static class TargetChoice
{
    /// <summary>The target that a project names.</summary>
    /// <param name="name">Name of a preset, or path of a JSON file, relative to the project.</param>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <param name="error">What is wrong, or null.</param>
    /// <returns>The target, or null.</returns>
    public static TargetDescription? Named(string name, string projectDirectory, out string? error)
    {
        error = null;
        if (TargetPresets.Find(name) is { } preset) return preset;
        string path = Path.Combine(projectDirectory, name);
        if (!File.Exists(path))
        {
            error = $"AutocompTarget is '{name}', which is neither a target ({string.Join(", ", TargetPresets.All.Select(t => t.Name))}) nor a file in {projectDirectory}.";
            return null;
        }

        TargetReadResult read = TargetJson.Read(File.ReadAllText(path));
        if (read.Target is null) error = $"The target file '{name}' is wrong: {string.Join(" ", read.Errors)}";
        return read.Target;
    }

    /// <summary>The target for a kernel when the project names none: the fp32 preset for kernels with a float tensor, else the int8 one.</summary>
    /// <param name="kernel">The kernel.</param>
    public static TargetDescription For(KernelInfo kernel) =>
        kernel.Parameters.Any(p => p.Kind == ParameterKind.Tensor && p.Scalar is ScalarType.Float32 or ScalarType.Float64)
            ? TargetPresets.Fp32
            : TargetPresets.Int8;
}
