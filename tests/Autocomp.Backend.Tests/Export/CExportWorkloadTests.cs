using System.Collections.Immutable;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Backend.Export;
using Autocomp.Backend.Lift;
using Autocomp.Backend.Lowering;
using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Backend.Tests.Export;

/// <summary>
/// Starting schedules of <c>bench/workloads</c> at small sizes, exported as C and compiled by gcc, give the very bits that the built objects give.
/// Every sixth; <c>AUTOCOMP_C_WORKLOADS=all</c> takes all.
/// </summary>
public class CExportWorkloadTests(ITestOutputHelper output)
{
    [Fact]
    public void Workloads_AsC_EqualTheObjects()
    {
        CrossCompiler.Require();
        int every = Environment.GetEnvironmentVariable("AUTOCOMP_C_WORKLOADS") == "all" ? 1 : 6;
        KernelInfo[] kernels = [.. Kernels().Where((_, index) => index % every == 0)];
        kernels.Length.ShouldBeGreaterThan(10);
        ScheduleTree[] schedules = [.. kernels.Select(Start)];
        (string, string)[] sources = [("gemmini.h", CExport.Macros), .. kernels.Select((kernel, index) => (kernel.Symbol + ".c", CExport.Write(schedules[index], TargetOf(kernel))))];
        IReadOnlyList<byte[]> compiled = CrossCompiler.Compile(sources);
        for (int i = 0; i < kernels.Length; i++)
        {
            CompileResult built = ScheduleCompiler.Compile(schedules[i], TargetOf(kernels[i]), new CompileOptions());
            built.Error.ShouldBeNull(kernels[i].DisplayName);
            Run(kernels[i], compiled[i]).ShouldBe(Run(kernels[i], built.Schedule!.Elf.AsMemory()), kernels[i].DisplayName);
        }

        output.WriteLine($"{kernels.Length} schedules as C give what their objects give");
    }

    private static TargetDescription TargetOf(KernelInfo kernel) => kernel.Parameters.Any(parameter => parameter.Scalar == ScalarType.Float32 && parameter.Kind == ParameterKind.Tensor) ? TargetPresets.Fp32 : TargetPresets.Int8;

    private static ScheduleTree Start(KernelInfo kernel)
    {
        string text = ScheduleLowering.Lower(Lifter.Lift(kernel, TargetOf(kernel)), kernel, TargetOf(kernel));
        return ScheduleFrontend.Analyze(text, "schedule.cs", kernel).Tree.ShouldNotBeNull(text);
    }

    private static string Run(KernelInfo kernel, ReadOnlyMemory<byte> elf)
    {
        RandomValues random = new(1);
        KernelArgument[] arguments = [.. kernel.AbiParameters.Select(parameter => EmulatorArguments.Of(parameter, parameter.Kind == ParameterKind.Tensor
            ? random.Array(parameter.Scalar, checked((int)parameter.Elements))
            : random.Scalar(parameter.Scalar, parameter.Range)))];
        using KernelRunner runner = new(TargetOf(kernel));
        KernelRunResult result = runner.Run(elf, kernel.Symbol, arguments, new KernelRunOptions { MaxInstructions = 200_000_000 });
        result.Fault.ShouldBeNull($"{kernel.DisplayName}: {result.Fault?.Message}");
        return string.Join('\n', arguments.OfType<KernelArgument.Tensor>().Select(tensor => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(tensor.Data))));
    }

    private static ImmutableArray<KernelInfo> Kernels()
    {
        string folder = Path.Combine(Repository.Root, "bench", "workloads", "Kernels");
        IEnumerable<string> files = Directory.GetFiles(folder, "*.cs").Where(file => Path.GetFileName(file) != "Sizes.cs").Concat(Directory.GetFiles(Path.Combine(folder, "Small"), "*.cs"));
        CSharpCompilation compilation = BackendSources.Compilation("Workloads", [BackendSources.Parse("global using System;", "Usings.cs"), .. files.Order(StringComparer.Ordinal).Select(file => BackendSources.Parse(File.ReadAllText(file), file))]);
        FrontendResult result = KernelFrontend.Analyze(compilation, CancellationToken.None);
        result.Diagnostics.ShouldBeEmpty();
        return [.. result.Kernels.Select(kernel => kernel.Info).OrderBy(kernel => kernel.DisplayName, StringComparer.Ordinal)];
    }
}
