using System.Diagnostics;
using System.Globalization;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Autocomp.Search.Proposer;

namespace Autocomp.Bench;

/// <summary>How fast the emulator is, in processor time of this process: scalar code, and the evaluation of a good 512^3 product.</summary>
internal static class EmulatorBench
{
    private const int Repeats = 5;

    /// <summary>Prints all figures.</summary>
    /// <param name="scalar">The scalar workload's ELF file; empty leaves it out.</param>
    public static int Run(string scalar)
    {
        // Memory of the evaluation before anything else has used some.
        int result = Evaluate();
        if (scalar.Length == 0) return result;
        byte[] elf = File.ReadAllBytes(scalar);
        Scalar(elf, "scalar, permissive", new ProgramOptions());
        Scalar(elf, "scalar, strict", new ProgramOptions { Policy = Policy.Strict });
        Scalar(elf, "scalar, timed", new ProgramOptions { Timed = true });
        return result;
    }

    private static void Scalar(byte[] elf, string name, ProgramOptions options)
    {
        long instructions = 0;
        double seconds = Least(() => instructions = ProgramRunner.Run(elf, TargetPresets.Int8, options).Instructions, options.Timed ? 1 : Repeats);
        Print(name, seconds, string.Create(CultureInfo.InvariantCulture, $"{instructions / seconds / 1e6:F0} M instructions/s"));
    }

    private static int Evaluate()
    {
        var workload = new GemmWorkload(512, 512, 512);
        KernelInfo kernel = workload.Kernel;
        CompiledSchedule schedule = Compile(workload, kernel);
        WorkloadData data = workload.Data();
        using var runner = new KernelRunner(TargetPresets.Int8);
        List<KernelArgument> Arguments() =>
            [.. data.Inputs.Select(input => new KernelArgument.Tensor(input ?? new byte[data.Expected.Length], input is null ? TensorAccess.Out : TensorAccess.In))];

        KernelRunResult Call(KernelRunOptions options)
        {
            KernelRunResult run = runner.Run(schedule.Elf.AsMemory(), schedule.Symbol, Arguments(), options);
            if (run.Fault is { } fault) throw new InvalidOperationException(fault.Message);
            return run;
        }

        // The first evaluation pays for what a process pays once: translation of the emulator itself.
        double first = Seconds(() => Whole(Call));
        long peak = Process.GetCurrentProcess().PeakWorkingSet64;
        long macs = 0;
        double strict = Least(() => macs = Call(new KernelRunOptions { LayoutSeed = 3 }).Macs, Repeats);
        long cycles = 0;
        double timed = Least(() => cycles = Call(new KernelRunOptions { Timed = true }).Profile!.Cycles, 2);
        double single = Least(() => Call(new KernelRunOptions { Timed = true, MemoryState = MemoryState.Cold }), Repeats);
        double followed = Least(() => Call(new KernelRunOptions { Timed = true, MemoryState = MemoryState.Cold, Timeline = new TimelineOptions() }), Repeats);
        double whole = Least(() => Whole(Call), 2);
        Print("512^3, one strict value trial", strict, string.Create(CultureInfo.InvariantCulture, $"{macs / strict / 1e9:F1} G multiply-accumulates/s"));
        Print("512^3, one timed run (cold)", single, "floor 0.25 s");
        Print("512^3, the same with a timeline", followed, string.Create(CultureInfo.InvariantCulture, $"{followed / single:F2} times"));
        Print("512^3, timed, steady (runs twice)", timed, $"{cycles} cycles");
        Print("512^3, whole evaluation", whole, "two value trials and one timed run; floor 0.6 s");
        Print("512^3, first evaluation of a process", first, string.Create(CultureInfo.InvariantCulture, $"peak memory {peak / 1048576.0:F0} MiB with compiler and search loaded; floor 200 MB"));
        return whole < 0.6 && single < 0.25 ? 0 : 1;
    }

    private static void Whole(Func<KernelRunOptions, KernelRunResult> call)
    {
        call(new KernelRunOptions { LayoutSeed = 1, PoisonSeed = 1 });
        call(new KernelRunOptions { LayoutSeed = 2, PoisonSeed = 2 });
        call(new KernelRunOptions { Timed = true });
    }

    /// <summary>The schedule that the built-in search found for this shape: B resident, loads double-buffered.</summary>
    private static CompiledSchedule Compile(GemmWorkload workload, KernelInfo kernel)
    {
        var shape = new GemmShape(kernel, workload.Operation(kernel), TargetPresets.Int8);
        string text = GemmScheduleWriter.TryWrite(shape, new GemmParameters(StationaryOperand.B, 4, 8, 4, true, true, true, true, true, true, true, false))
            ?? throw new InvalidOperationException("The point does not fit.");
        ScheduleResult parsed = ScheduleFrontend.Analyze(text, "schedule.cs", kernel);
        CompileResult compiled = ScheduleCompiler.Compile(parsed.Tree ?? throw new InvalidOperationException(string.Join('\n', parsed.Diagnostics)), TargetPresets.Int8, new());
        return compiled.Schedule ?? throw new InvalidOperationException(compiled.Error);
    }

    private static double Least(Action action, int times) => Enumerable.Range(0, times + 1).Select(_ => Seconds(action)).Min();

    private static double Seconds(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static void Print(string name, double seconds, string figure) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-38} {seconds,8:F3} s of processor time   {figure}"));
}
