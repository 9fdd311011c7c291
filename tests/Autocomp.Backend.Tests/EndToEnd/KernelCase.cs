using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>A kernel in C# text that runs twice: on the host, compiled by Roslyn, and on the emulator, compiled by the back end.</summary>
internal sealed class KernelCase
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll" or "Autocomp.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    [ThreadStatic]
    private static KernelRunner? runner;

    private readonly Action<object[]> host;

    private KernelCase(KernelInfo kernel, Action<object[]> host)
    {
        Kernel = kernel;
        this.host = host;
    }

    /// <summary>The kernel's facts.</summary>
    public KernelInfo Kernel { get; }

    /// <summary>The only kernel of a class with the given members.</summary>
    /// <param name="members">Methods, the kernel named <c>Run</c>.</param>
    /// <param name="checkOverflow">Whether arithmetic is checked by default.</param>
    public static KernelCase Of(string members, bool checkOverflow = false) => All(members, checkOverflow).ShouldHaveSingleItem();

    /// <summary>All specialisations of the kernel.</summary>
    /// <param name="members">Methods, the kernel named <c>Run</c>.</param>
    /// <param name="checkOverflow">Whether arithmetic is checked by default.</param>
    public static IReadOnlyList<KernelCase> All(string members, bool checkOverflow = false)
    {
        string source = "using System; using System.Numerics; using Autocomp; public static class K {\n" + members + "\n}";
        CSharpCompilation compilation = Compilation(checkOverflow, source);
        FrontendResult result = KernelFrontend.Analyze(compilation, CancellationToken.None);
        result.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        string hosts = string.Concat(result.Kernels.Select((kernel, index) => HostMethod(kernel.Info, index)));
        Assembly assembly = Load(Compilation(checkOverflow, source, "public static class Host {\n" + hosts + "}"));
        return [.. result.Kernels.Select((kernel, index) => new KernelCase(
            kernel.Info, assembly.GetType("Host")!.GetMethod("Run" + index)!.CreateDelegate<Action<object[]>>()))];
    }

    /// <summary>Lifts the kernel.</summary>
    /// <param name="target">The machine; the default one if null.</param>
    public LiftResult Lift(TargetDescription? target = null) => Lifter.Lift(Kernel, target ?? TargetPresets.Int8);

    /// <summary>The starting schedule's text.</summary>
    /// <param name="target">The machine; the default one if null.</param>
    public string StartingText(TargetDescription? target = null) => ScheduleLowering.Lower(Lift(target), Kernel, target ?? TargetPresets.Int8);

    /// <summary>Accepts a schedule's text.</summary>
    /// <param name="text">The text.</param>
    public ScheduleTree Accept(string text)
    {
        ScheduleResult result = ScheduleFrontend.Analyze(text, "schedule.cs", Kernel);
        result.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty(text);
        return result.Tree.ShouldNotBeNull();
    }

    /// <summary>The kernel's own body over its tensors, as a schedule.</summary>
    public ScheduleTree Body => new(Kernel, Kernel.Body, "");

    /// <summary>Random arguments: flat arrays for tensors, boxed scalars.</summary>
    /// <param name="seed">The seed.</param>
    public object[] Arguments(int seed)
    {
        RandomValues random = new(seed);
        return [.. Kernel.AbiParameters.Select(parameter => parameter.Kind == ParameterKind.Tensor
            ? random.Array(parameter.Scalar, checked((int)parameter.Elements))
            : random.Scalar(parameter.Scalar, parameter.Range))];
    }

    /// <summary>Runs the C# method; arrays are changed in place.</summary>
    /// <param name="arguments">The arguments.</param>
    public void RunOnHost(object[] arguments) => host(arguments);

    /// <summary>Runs a schedule on the emulator; arrays are changed in place.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="target">The machine; the default one if null.</param>
    /// <param name="options">How it is run; by default untimed.</param>
    public KernelRunResult RunOnEmulator(ScheduleTree schedule, object[] arguments, TargetDescription? target = null, KernelRunOptions? options = null)
    {
        CompileResult compiled = ScheduleCompiler.Compile(schedule, target ?? TargetPresets.Int8, new CompileOptions());
        compiled.Error.ShouldBeNull();
        return RunOnEmulator(compiled.Schedule!.Elf.AsMemory(), arguments, target, options);
    }

    /// <summary>Runs an object on the emulator; arrays are changed in place.</summary>
    /// <param name="elf">The object.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="target">The machine; the default one if null.</param>
    /// <param name="options">How it is run; by default untimed.</param>
    public KernelRunResult RunOnEmulator(ReadOnlyMemory<byte> elf, object[] arguments, TargetDescription? target = null, KernelRunOptions? options = null)
    {
        KernelParameter[] parameters = [.. Kernel.AbiParameters];
        KernelArgument[] passed = [.. arguments.Select((argument, index) => EmulatorArguments.Of(parameters[index], argument))];
        KernelRunResult result = RunnerOf(target ?? TargetPresets.Int8).Run(
            elf, Kernel.Symbol, passed, options ?? new KernelRunOptions { MaxInstructions = 200_000_000 });
        for (int i = 0; i < passed.Length; i++)
        {
            if (passed[i] is KernelArgument.Tensor { Access: not TensorAccess.In } tensor)
            {
                Buffer.BlockCopy(tensor.Data, 0, (Array)arguments[i], 0, tensor.Data.Length);
            }
        }

        return result;
    }

    /// <summary>Runs both sides on random arguments and compares all tensors bit by bit (a NaN equals a NaN).</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="seeds">How many argument lists.</param>
    /// <param name="target">The machine; the default one if null.</param>
    /// <returns>How many runs threw on the host and trapped on the emulator.</returns>
    public int ShouldAgree(ScheduleTree schedule, int seeds = 3, TargetDescription? target = null)
    {
        CompileResult compiled = ScheduleCompiler.Compile(schedule, target ?? TargetPresets.Int8, new CompileOptions());
        compiled.Error.ShouldBeNull();
        return ShouldAgree(compiled.Schedule!.Elf.AsMemory(), schedule.Text, seeds, target);
    }

    /// <summary>Runs the method on the host and an object on the emulator, on random arguments, and compares all tensors bit by bit (a NaN equals a NaN).</summary>
    /// <param name="elf">The object.</param>
    /// <param name="text">What to show when they differ.</param>
    /// <param name="seeds">How many argument lists.</param>
    /// <param name="target">The machine; the default one if null.</param>
    /// <returns>How many runs threw on the host and trapped on the emulator.</returns>
    public int ShouldAgree(ReadOnlyMemory<byte> elf, string text, int seeds, TargetDescription? target = null)
    {
        int trapped = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            object[] expected = Arguments(seed), actual = Arguments(seed);
            string? thrown = null;
            try
            {
                RunOnHost(expected);
            }
            catch (Exception error) when (error is ArithmeticException or IndexOutOfRangeException or ArgumentException)
            {
                thrown = error.GetType().Name;
            }

            KernelRunResult result = RunOnEmulator(elf, actual, target);
            if (thrown is not null)
            {
                result.Fault.ShouldNotBeNull($"seed {seed}: C# throws {thrown}\n{text}").Kind.ShouldBe(FaultKind.KernelTrap, result.Fault!.Message);
                trapped++;
                continue;
            }

            result.Fault.ShouldBeNull($"seed {seed}: {result.Fault?.Message} at {result.Fault?.Line}\n{text}");
            EmulatorArguments.Difference([.. Kernel.AbiParameters], expected, actual).ShouldBeNull($"seed {seed}\n{text}");
        }

        return trapped;
    }

    /// <summary>A machine in reset state; making one anew for each run would cost more than the run.</summary>
    private static KernelRunner RunnerOf(TargetDescription target)
    {
        if (runner?.Target != target)
        {
            runner?.Dispose();
            runner = new KernelRunner(target);
        }

        runner.Reset();
        return runner;
    }

    private static CSharpCompilation Compilation(bool checkOverflow, params string[] sources) => CSharpCompilation.Create(
        "Case" + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture),
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), $"Kernels{index}.cs", Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: checkOverflow, optimizationLevel: OptimizationLevel.Release));

    private static Assembly Load(CSharpCompilation compilation)
    {
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()).ShouldBeEmpty();
        image.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(image);
    }

    private static string HostMethod(KernelInfo kernel, int index)
    {
        StringBuilder before = new(), after = new();
        List<string> passed = [];
        int position = 0;
        foreach (KernelParameter parameter in kernel.Parameters)
        {
            string type = ScheduleText.CSharpName(parameter.Scalar);
            switch (parameter.Kind)
            {
                case ParameterKind.Dimension:
                    passed.Add(kernel.Specialization.Dimensions.First(dimension => dimension.Key == parameter.Name).Value.ToString(CultureInfo.InvariantCulture));
                    continue;
                case ParameterKind.Scalar:
                    passed.Add($"({type})arguments[{position}]");
                    break;
                case ParameterKind.Tensor when parameter.CSharpType.EndsWith(",]", StringComparison.Ordinal):
                    string extents = string.Join(", ", parameter.Shape);
                    before.Append(CultureInfo.InvariantCulture, $"var t{position} = new {type}[{extents}]; System.Buffer.BlockCopy((System.Array)arguments[{position}], 0, t{position}, 0, {parameter.Bytes});\n");
                    after.Append(CultureInfo.InvariantCulture, $"System.Buffer.BlockCopy(t{position}, 0, (System.Array)arguments[{position}], 0, {parameter.Bytes});\n");
                    passed.Add($"t{position}");
                    break;
                default:
                    passed.Add($"({type}[])arguments[{position}]");
                    break;
            }

            position++;
        }

        return $"public static void Run{index}(object[] arguments) {{\n{before}{kernel.MetadataName}({string.Join(", ", passed)});\n{after}}}\n";
    }
}
