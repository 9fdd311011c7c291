using System.Collections.Immutable;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Search.Models;
using Autocomp.Search.Strategies;

namespace Autocomp.Search.Projects;

/// <summary>Everything that one build of a project's kernels depends on besides the sources.</summary>
public sealed record BuildSettings
{
    /// <summary>Absolute path of the project's folder; paths in artifacts are relative to it.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Absolute path of the project file, for diagnostics without a better place.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>Name of the assembly being built.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>File with Csc's exact arguments, one a line.</summary>
    public required string CompilerArguments { get; init; }

    /// <summary>Folder of committed schedules.</summary>
    public required string ScheduleDirectory { get; init; }

    /// <summary>Folder for everything that the build writes.</summary>
    public required string IntermediateDirectory { get; init; }

    /// <summary>What the build may do.</summary>
    public BuildMode Mode { get; init; } = BuildMode.Auto;

    /// <summary>Whether an old entry fails a locked build.</summary>
    public bool LockedStrict { get; init; }

    /// <summary>Name of a target or path of a JSON file; empty lets the element type choose.</summary>
    public string Target { get; init; } = "";

    /// <summary>Caches before a timed run.</summary>
    public MemoryState MemoryState { get; init; } = MemoryState.Steady;

    /// <summary>Most evaluations a kernel in mode Tune. Default 400.</summary>
    public int MaxEvaluations { get; init; } = 400;

    /// <summary>Most wall-clock seconds a kernel in mode Tune, applied at barriers; 0 for none (the default, which keeps results repeatable).</summary>
    public int MaxSeconds { get; init; }

    /// <summary>Most requests to models a kernel in mode Tune; 0 for as many as the search's own caps allow (the default).</summary>
    public int MaxSamples { get; init; }

    /// <summary>Most tokens a kernel in mode Tune, in and out; 0 for none (the default).</summary>
    public long MaxTokens { get; init; }

    /// <summary>Most US dollars a kernel in mode Tune, at the price list's prices; 0 for none (the default).</summary>
    public decimal MaxMoney { get; init; }

    /// <summary>Seed of every random choice. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Model of a tuning search: empty for the built-in proposer alone, an OpenAI model name, or <c>command:…</c>.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether a search with a model begins with the built-in search (the default). Without it the model starts from the plain schedule.</summary>
    public bool BuiltIn { get; init; } = true;

    /// <summary>How a search with a model chooses what to ask from: one of <see cref="SelectionPolicies.Names"/>. Default the paper's beam.</summary>
    public string Strategy { get; init; } = "beam";

    /// <summary>Sizes of a search with a model, and how it is asked. Defaults are the paper's.</summary>
    public BeamSearchOptions ModelSearch { get; init; } = new();

    /// <summary>How patiently a model is asked.</summary>
    public ResilienceOptions Requests { get; init; } = new();

    /// <summary>Base address of an OpenAI-protocol endpoint; empty for the provider's own.</summary>
    public string ModelEndpoint { get; init; } = "";

    /// <summary>Longest run of a kernel's own C# method on one set of inputs, in seconds. Default 60.</summary>
    public double ReferenceSeconds { get; init; } = 60;

    /// <summary>Explicit path of libLLVM, or empty.</summary>
    public string LlvmPath { get; init; } = "";

    /// <summary>How a stored schedule is checked on use.</summary>
    public VerifyDepth Verify { get; init; } = VerifyDepth.Quick;

    /// <summary>Folders and addresses from which schedules are taken that others have found, separated by semicolons. Never used in mode Locked.</summary>
    public string SharedSchedules { get; init; } = "";

    /// <summary>Whether mode Tune gives what it finds to <see cref="SharedSchedules"/>. Default false.</summary>
    public bool ShareSchedules { get; init; }

    /// <summary>Whether the build writes <c>report.html</c>. Default false; it costs full acceptance of every kernel.</summary>
    public bool Report { get; init; }

    /// <summary>Parts of kernels' names or symbols to which mode Tune keeps; empty for all. The others are built as in mode Auto.</summary>
    public ImmutableArray<string> Kernels { get; init; } = [];

    /// <summary>Whether this is a CI build: mode Auto does not search.</summary>
    public bool ContinuousIntegration { get; init; }

    /// <summary>What the build may do for one kernel: <see cref="Mode"/>, but <see cref="BuildMode.Auto"/> for kernels that a tuning leaves out.</summary>
    /// <param name="kernel">The kernel.</param>
    public BuildMode ModeOf(KernelInfo kernel) => Mode == BuildMode.Tune && !Kernels.IsEmpty && !Kernels.Any(part =>
        kernel.DisplayName.Contains(part, StringComparison.OrdinalIgnoreCase) || kernel.Symbol.Contains(part, StringComparison.OrdinalIgnoreCase))
        ? BuildMode.Auto
        : Mode;
}
