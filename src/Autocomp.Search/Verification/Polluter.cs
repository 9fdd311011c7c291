using System.Collections.Concurrent;
using System.Globalization;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Search.Verification;

/// <summary>A kernel that leaves the accelerator as dirty as another application could: unusual configuration of every unit, loaded weights, every local row written.</summary>
internal sealed class Polluter
{
    private static readonly ConcurrentDictionary<TargetDescription, Polluter> s_made = new();
    private readonly CompiledSchedule _schedule;
    private readonly TargetDescription _target;

    private Polluter(TargetDescription target, CompiledSchedule schedule) => (_target, _schedule) = (target, schedule);

    /// <summary>The polluter of a target; compiled once a process.</summary>
    public static Polluter For(TargetDescription target) => s_made.GetOrAdd(target, Make);

    /// <summary>Runs it on a machine as it is.</summary>
    public void Run(KernelRunner runner, KernelRunOptions options, CancellationToken cancellation)
    {
        KernelArgument[] arguments = [Tensor(_target.Element), Tensor(_target.Accumulator)];
        KernelRunResult result = runner.Run(_schedule.Elf.AsMemory(), _schedule.Symbol, arguments, options, cancellation);
        if (result.Fault is { } fault) throw new InvalidOperationException($"The polluter itself is at fault on {_target.Name}: {fault.Message}");
    }

    /// <summary>Its schedule, as any other.</summary>
    internal static string Text(TargetDescription target)
    {
        string element = CSharp(target.Element), accumulator = CSharp(target.Accumulator);
        int dim = target.Dim;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            using Autocomp;

            internal static unsafe class Schedule
            {
                internal static void Polluter({{element}}* a, {{accumulator}}* d)
                {
                    Gemmini.ConfigEx(Dataflow.WeightStationary, Activation.Relu, aStride: 2, cStride: 2);
                    Gemmini.ConfigSt({{3 * dim}}, 0.25f, Activation.Relu);
                    Gemmini.ConfigLd(0, {{dim * Size(target.Element)}});
                    Gemmini.ConfigLd(1, 0, 2f);
                    Gemmini.ConfigLd(2, {{dim * Size(target.Accumulator)}});
                    for (int row = 0; row < {{target.ScratchpadRows}}; row += {{dim}})
                    {
                        Gemmini.Mvin(a, (uint)row, {{dim}}, {{dim}});
                    }
                    for (int row = 0; row < {{target.AccumulatorRows}}; row += {{dim}})
                    {
                        Gemmini.Mvin3(d, 0x80000000u + (uint)row, {{dim}}, {{dim}});
                    }
                    Gemmini.Preload(0u, 0xC0000000u, {{dim}}, {{dim}}, {{dim}}, {{dim / 2}});
                    Gemmini.ComputePreloaded({{2 * dim}}u, 0xFFFFFFFFu, {{dim}}, {{dim / 2}}, {{dim}}, {{dim / 2}});
                    Gemmini.Fence();
                }
            }
            """);
    }

    private static Polluter Make(TargetDescription target)
    {
        KernelInfo kernel = new(
            "Autocomp.Polluter",
            Specialization.None,
            "autocomp_polluter",
            [Parameter(0, "a", target.Element, target.Dim), Parameter(1, "d", target.Accumulator, target.Dim)],
            new Statement.Block([]),
            default);
        ScheduleResult parsed = ScheduleFrontend.Analyze(Text(target), "polluter.schedule.cs", kernel);
        if (parsed.Tree is not { } tree) throw new InvalidOperationException("The polluter is no valid schedule: " + string.Join("; ", parsed.Diagnostics));
        CompileResult compiled = ScheduleCompiler.Compile(tree, target, new CompileOptions());
        return new(target, compiled.Schedule ?? throw new InvalidOperationException("The polluter does not compile: " + compiled.Error));
    }

    private KernelArgument.Tensor Tensor(ElementType type)
    {
        var data = new byte[_target.Dim * _target.Dim * Size(type)];
        var random = new SplitMix64(99);
        for (int i = 0; i < data.Length; i += Size(type))
        {
            if (type == ElementType.Float32) BitConverter.TryWriteBytes(data.AsSpan(i), (float)random.Between(-100, 100));
            else data[i] = (byte)random.Next();
        }
        return new(data, TensorAccess.In);
    }

    private static KernelParameter Parameter(int index, string name, ElementType type, int dim) => new(
        index, name, ParameterKind.Tensor, Scalar(type), ParameterDirection.In, [dim, dim], $"System.ReadOnlySpan<{CSharp(type)}>", MayAlias: false, Range: null);

    private static ScalarType Scalar(ElementType type) => type switch
    {
        ElementType.Int8 => ScalarType.Int8,
        ElementType.Int32 => ScalarType.Int32,
        _ => ScalarType.Float32,
    };

    private static string CSharp(ElementType type) => type switch
    {
        ElementType.Int8 => "sbyte",
        ElementType.Int32 => "int",
        _ => "float",
    };

    private static int Size(ElementType type) => type == ElementType.Int8 ? 1 : 4;
}
