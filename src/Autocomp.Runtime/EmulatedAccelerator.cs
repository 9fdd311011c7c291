using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Runtime.Manifests;

namespace Autocomp.Runtime;

/// <summary>The accelerator that an application sees: runs the kernels that a build left beside it, on the bundled emulator.</summary>
/// <remarks>
/// One object is one machine a target: kernels run call after call without reset, as on hardware. Not thread-safe; open one a thread.
/// Kernels are found in <c>autocomp/&lt;assembly&gt;/manifest.json</c> below the application's folder, after a build as after a publish.
/// </remarks>
public sealed class EmulatedAccelerator
{
    private readonly TargetDescription? only;
    private readonly string folder;
    private readonly Dictionary<string, ImmutableArray<BuiltKernel>> manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KernelRunner> machines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> objects = new(StringComparer.Ordinal);

    private EmulatedAccelerator(TargetDescription? only, string folder)
    {
        this.only = only;
        this.folder = folder;
    }

    /// <summary>Caches before each timed run. Default null: the state under which the kernel was tuned.</summary>
    public MemoryState? MemoryState { get; set; }

    /// <summary>Opens the accelerator.</summary>
    /// <param name="target">Name of a target that ships (<see cref="TargetPresets"/>); null (default) runs each kernel on the one that it was built for.</param>
    /// <returns>The accelerator, in reset state.</returns>
    /// <exception cref="ArgumentException">No target has that name; the message lists those that exist.</exception>
    public static EmulatedAccelerator Open(string? target = null) =>
        new(target is null ? null : Preset(target), AppContext.BaseDirectory);

    /// <summary>Opens a machine described by the application itself, or kernels that lie elsewhere.</summary>
    /// <param name="target">The machine; kernels built for other targets are not seen.</param>
    /// <param name="directory">Folder that holds <c>autocomp/</c>; null for the application's own.</param>
    /// <returns>The accelerator, in reset state.</returns>
    public static EmulatedAccelerator Open(TargetDescription target, string? directory = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new(target, directory ?? AppContext.BaseDirectory);
    }

    /// <summary>What was built for an assembly: shapes, cycles, who made each schedule.</summary>
    /// <param name="assembly">Name of the assembly that declares the kernels.</param>
    /// <returns>The kernels of its manifest; with a target opened explicitly, only those for it.</returns>
    /// <exception cref="KernelNotBuiltException">The assembly has no built kernels.</exception>
    public ImmutableArray<BuiltKernel> Kernels(string assembly) =>
        [.. Manifest(assembly).Where(k => only is null || k.Target == only.Name)];

    /// <summary>Starts a call of a kernel by the name of its C# method. Generated typed calls use it.</summary>
    /// <param name="assembly">Name of the assembly that declares the kernel.</param>
    /// <param name="kernel">Metadata name of the method: <c>Sample.Layers.Dense</c>.</param>
    /// <returns>The call; give it its arguments, then run it.</returns>
    /// <exception cref="KernelNotBuiltException">No such kernel was built.</exception>
    public KernelCall Prepare(string assembly, string kernel)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(kernel);
        ImmutableArray<BuiltKernel> all = Manifest(assembly);
        ImmutableArray<BuiltKernel> fitting = [.. all.Where(k => k.Name == kernel && (only is null || k.Target == only.Name))];
        if (fitting.IsEmpty)
        {
            string known = all.IsEmpty ? "no kernel" : string.Join(", ", all.Select(k => $"{k.Name}({k.ShapeText}) for {k.Target}"));
            throw new KernelNotBuiltException($"'{kernel}' was not built{(only is null ? "" : $" for {only.Name}")}. '{assembly}' has {known}. Build it with AutocompMode other than Off.");
        }

        return new KernelCall(this, kernel, fitting);
    }

    /// <summary>Runs a built kernel by its C symbol, with the arguments of its C function. Outputs are left in the tensor arguments.</summary>
    /// <param name="assembly">Name of the assembly that declares the kernel.</param>
    /// <param name="symbol">The C symbol, as in the manifest and the header.</param>
    /// <param name="arguments">All parameters but dimensions, in order.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Cycles and where they went.</returns>
    /// <exception cref="KernelNotBuiltException">No kernel has that symbol.</exception>
    /// <exception cref="KernelFaultException">The kernel faulted.</exception>
    public KernelRun Run(string assembly, string symbol, IReadOnlyList<KernelArgument> arguments, CancellationToken cancellation = default)
    {
        ImmutableArray<BuiltKernel> all = Manifest(assembly);
        BuiltKernel kernel = all.FirstOrDefault(k => k.Symbol == symbol && (only is null || k.Target == only.Name))
            ?? throw new KernelNotBuiltException($"'{assembly}' has no kernel with the symbol '{symbol}'. It has: {string.Join(", ", all.Select(k => k.Symbol))}.");
        return Run(kernel, arguments, cancellation);
    }

    internal KernelRun Run(BuiltKernel kernel, IReadOnlyList<KernelArgument> arguments, CancellationToken cancellation)
    {
        if (!objects.TryGetValue(kernel.ObjectPath, out byte[]? elf)) objects[kernel.ObjectPath] = elf = File.ReadAllBytes(kernel.ObjectPath);
        KernelRunOptions options = new() { Timed = true, MemoryState = MemoryState ?? kernel.MemoryState };
        KernelRunResult result = Machine(kernel.Target).Run(elf, kernel.Symbol, arguments, options, cancellation);
        if (result.Fault is { } fault) throw new KernelFaultException(kernel.Symbol, fault);
        KernelProfile profile = result.Profile ?? throw new InvalidOperationException("The emulator returned no profile for a timed run.");
        double? share = kernel.IdealCycles is { } ideal && profile.Cycles > 0 ? (double)ideal / profile.Cycles : null;
        return new KernelRun(kernel.Symbol, profile.Cycles, share, profile, result.Instructions, result.Commands);
    }

    private KernelRunner Machine(string target)
    {
        if (machines.TryGetValue(target, out KernelRunner? machine)) return machine;
        return machines[target] = new KernelRunner(only ?? Preset(target));
    }

    private ImmutableArray<BuiltKernel> Manifest(string assembly)
    {
        if (manifests.TryGetValue(assembly, out ImmutableArray<BuiltKernel> kernels)) return kernels;
        string path = Path.Combine(folder, "autocomp", assembly, "manifest.json");
        if (!File.Exists(path))
            throw new KernelNotBuiltException($"No built kernels of '{assembly}': '{path}' does not exist. Does the project reference the package Autocomp.Build, and is AutocompMode other than Off?");
        return manifests[assembly] = ManifestReader.Read(path);
    }

    private static TargetDescription Preset(string name) =>
        TargetPresets.All.FirstOrDefault(t => t.Name == name)
            ?? throw new ArgumentException($"There is no target '{name}'. Targets that ship: {string.Join(", ", TargetPresets.All.Select(t => t.Name))}. Open one of your own with Open(TargetDescription).", nameof(name));
}
