using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Autocomp.Emulator;
using Autocomp.Search.Projects;

namespace Autocomp.Tool.Commands;

/// <summary><c>autocomp build</c>: what the build task runs after the compiler.</summary>
internal static class BuildCommand
{
    /// <summary>Declares the command and its options, one for each field of <see cref="BuildSettings"/>.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Command command = Create(out Func<ParseResult, BuildSettings> settings);
        command.SetAction((parsed, cancellation) => WorkerBuild.RunAsync(settings(parsed), cancellation));
        return command;
    }

    /// <summary>Declares the options without an action.</summary>
    /// <param name="settings">Reads the settings from what was parsed.</param>
    /// <returns>The command.</returns>
    public static Command Create(out Func<ParseResult, BuildSettings> settings)
    {
        Option<string> projectDirectory = Required("--project-directory", "Folder of the project; paths in artifacts are relative to it.");
        Option<string> projectFile = Required("--project-file", "The project file.");
        Option<string> assemblyName = Required("--assembly-name", "Name of the assembly being built.");
        Option<string> compilerArguments = Required("--compiler-arguments", "File with the C# compiler's arguments, one a line.");
        Option<string> schedules = Required("--schedules", "Folder of committed schedules.");
        Option<string> intermediate = Required("--intermediate", "Folder for everything that the build writes.");
        Option<BuildMode> mode = new("--mode") { Description = "Auto, Tune, Locked or Off.", DefaultValueFactory = _ => BuildMode.Auto };
        Option<bool> lockedStrict = new("--locked-strict") { Description = "In mode Locked, fail on old entries too." };
        Option<string> target = Text("--target", "Name of a target or path of a JSON file; by default the element type chooses.");
        Option<MemoryState> memoryState = new("--memory-state") { Description = "Steady, Written or Cold: the caches before a timed run.", DefaultValueFactory = _ => MemoryState.Steady };
        Option<int> maxEvaluations = new("--max-evaluations") { Description = "Most evaluations a kernel when tuning.", DefaultValueFactory = _ => 400 };
        Option<int> maxSeconds = new("--max-seconds") { Description = "Most seconds a kernel when tuning; 0 for no limit." };
        Option<int> maxSamples = new("--max-samples") { Description = "Most requests to models a kernel in mode Tune; 0 for the search's own caps." };
        Option<long> maxTokens = new("--max-tokens") { Description = "Most tokens a kernel in mode Tune; 0 for none." };
        Option<decimal> maxMoney = new("--max-money") { Description = "Most US dollars a kernel in mode Tune; 0 for none.", CustomParser = ReadMoney };
        Option<ulong> seed = new("--seed") { Description = "Seed of every random choice.", DefaultValueFactory = _ => 1UL };
        Option<string> model = Text("--model", "Model for tuning: a name, or command:PROGRAM; empty for the built-in proposer alone.");
        Option<string> endpoint = Text("--model-endpoint", "Base address of an OpenAI-protocol endpoint.");
        Option<string> llvm = Text("--llvm", "Path of libLLVM.");
        Option<string> roslyn = Text("--roslyn", "Folder of the SDK's Roslyn.");
        Option<VerifyDepth> verify = new("--verify") { Description = "Quick or Full: how stored schedules are checked on use.", DefaultValueFactory = _ => VerifyDepth.Quick };
        Option<string> shared = Text("--shared-schedules", "Folders and addresses of schedules that machines share.");
        Option<bool> share = new("--share-schedules") { Description = "Give what mode Tune finds to them." };
        Option<bool> report = new("--report") { Description = "Write report.html." };
        Option<bool> modelOnly = new("--model-only") { Description = "A search with a model starts from the plain schedule." };
        ModelSearchOptions search = new();
        Option<bool> ci = new("--ci") { Description = "This is a CI build: mode Auto does not search." };

        Command command = new("build", "Build the kernels of one project (run by the build task).")
        {
            projectDirectory, projectFile, assemblyName, compilerArguments, schedules, intermediate, mode, lockedStrict, target,
            memoryState, maxEvaluations, maxSeconds, maxSamples, maxTokens, maxMoney, seed, model, endpoint, llvm, roslyn, verify, report, shared, share, modelOnly, ci,
        };
        search.AddTo(command);
        command.Hidden = true;
        settings = parsed => new BuildSettings
        {
            ProjectDirectory = parsed.GetRequiredValue(projectDirectory),
            ProjectFile = parsed.GetRequiredValue(projectFile),
            AssemblyName = parsed.GetRequiredValue(assemblyName),
            CompilerArguments = parsed.GetRequiredValue(compilerArguments),
            ScheduleDirectory = parsed.GetRequiredValue(schedules),
            IntermediateDirectory = parsed.GetRequiredValue(intermediate),
            Mode = parsed.GetValue(mode),
            LockedStrict = parsed.GetValue(lockedStrict),
            Target = parsed.GetValue(target)!,
            MemoryState = parsed.GetValue(memoryState),
            MaxEvaluations = parsed.GetValue(maxEvaluations),
            MaxSeconds = parsed.GetValue(maxSeconds),
            MaxSamples = parsed.GetValue(maxSamples),
            MaxTokens = parsed.GetValue(maxTokens),
            MaxMoney = parsed.GetValue(maxMoney),
            Seed = parsed.GetValue(seed),
            Model = parsed.GetValue(model)!,
            BuiltIn = !parsed.GetValue(modelOnly),
            Strategy = search.Strategy(parsed),
            ModelSearch = search.Sizes(parsed),
            Requests = search.Requests(parsed),
            ModelEndpoint = parsed.GetValue(endpoint)!,
            LlvmPath = parsed.GetValue(llvm)!,
            Verify = parsed.GetValue(verify),
            SharedSchedules = parsed.GetValue(shared)!,
            ShareSchedules = parsed.GetValue(share),
            Report = parsed.GetValue(report),
            ContinuousIntegration = parsed.GetValue(ci),
        };
        return command;
    }

    // Properties are written the same on every machine, whatever its culture.
    private static decimal ReadMoney(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal money)) return money;
        result.AddError($"'{text}' is no amount of dollars; write it like 2.50.");
        return 0;
    }

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

    private static Option<string> Text(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => "" };
}
