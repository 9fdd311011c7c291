using System.Diagnostics;
using System.Globalization;
using Autocomp.Bench;
using Autocomp.Backend.Lowering;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Proposer;

// gemm [--evaluations N] [--latency N] [shapes…]     built-in search on the published shapes, or on those given (IxJxK, b behind for a bias row), beside published programs
// tinympc [text]   both passes of TinyMPC on the fp32 array
// strategies, reuse [--samples N] [--output folder]   the stand-in for a model: strategies at equal budget; recipes of similar operations
// start [--latency N] [shapes…]           the plain starting schedules, without a search
// emulator [scalar.elf]                   speed of the emulator in processor time: the evaluation of a 512^3 product, scalar code
// compile                                how long a kernel takes from C# to the object
// point IxJxK rows columns depth [+-options]   one point of the space: cycles, causes, listing
switch (args)
{
    case ["gemm", .. var rest]:
        return await GemmBench.RunAsync(rest);
    case ["tinympc", .. var rest]:
        return await TinyMpcBench.RunAsync(rest);
    case ["strategies", .. var rest]:
        return await StrategyBench.CompareAsync(rest);
    case ["reuse", .. var rest]:
        return await StrategyBench.ReuseAsync(rest);
    case ["start", "--latency", var latency, .. var shapes]:
        return Start(shapes, int.Parse(latency, CultureInfo.InvariantCulture));
    case ["start", .. var shapes]:
        return Start(shapes, TargetPresets.Int8.Timing.MemoryExtraLatency);
    case ["emulator"]:
        return EmulatorBench.Run("");
    case ["emulator", var scalar]:
        return EmulatorBench.Run(scalar);
    case ["compile"]:
        return CompileBench.Run();
    case ["point", var shape, var rows, var columns, var depth, .. var options]:
        return Point(GemmWorkload.Parse(shape), int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(columns, CultureInfo.InvariantCulture), int.Parse(depth, CultureInfo.InvariantCulture), options);
    case ["conv", .. var shapes]:
        return await ConvolutionBench.SearchAsync(shapes, 40);
    case ["conv-start", .. var shapes]:
        return ConvolutionBench.Starts(shapes);
    case ["conv-point", var shape, var blocks, var rows, var images, .. var options]:
        return ConvolutionBench.Point(shape, int.Parse(blocks, CultureInfo.InvariantCulture), int.Parse(rows, CultureInfo.InvariantCulture), int.Parse(images, CultureInfo.InvariantCulture), options);
    case ["conv-rank", var shape]:
        return ConvolutionBench.Rank(shape);
    default:
        Console.Error.WriteLine("gemm [--evaluations N] [--latency N] [IxJxK[b] …] | tinympc [text] | strategies [--samples N] [--output folder] [IxJxK …] | reuse [--samples N] [--output folder] [from:to …] | start [--latency N] [IxJxK[b] …] | emulator [scalar.elf] | compile | point IxJxK rows columns depth [A] [noresident] [nodouble] [packed] [narrowloads] [narrowstores] [nopingpong] [early] [reuse] [text] [asm]");
        return 2;
}

static int Start(string[] shapes, int latency)
{
    var preset = TargetPresets.Int8;
    var target = preset with { Timing = preset.Timing with { MemoryExtraLatency = latency } };
    Console.WriteLine("| shape | cycles | share of peak | instructions and commands |");
    Console.WriteLine("|---|---|---|---|");
    int wrong = 0;
    foreach (GemmWorkload workload in shapes.Length == 0 ? GemmWorkload.Published : [.. shapes.Select(GemmWorkload.Parse)])
    {
        var kernel = workload.Kernel;
        var operation = workload.Operation(kernel);
        using var evaluator = new DirectEvaluator(workload.Data(), kernel, target);
        EvaluationResult result = evaluator.Evaluate(new(0, ScheduleLowering.Lower(operation, kernel, target), TrialPlan.Search), listing: false, out _);
        bool right = result.Stage == EvaluationStage.Accepted;
        wrong += right ? 0 : 1;
        Console.WriteLine(right
            ? string.Create(CultureInfo.InvariantCulture, $"| {workload.Name} | {result.Cycles} | {100.0 * new GemmShape(kernel, operation, target).IdealCycles / result.Cycles:F1} % | {result.Evidence[0]} |")
            : $"| {workload.Name} | {result.Stage}: {result.Message} | | |");
        if (result.Profile is { } profile) Console.WriteLine("    " + string.Join(", ", profile.Causes.OrderByDescending(c => c.Value).Where(c => c.Value > 0).Take(6).Select(c => $"{c.Key} {c.Value}")));
    }

    return wrong;
}

static int Point(GemmWorkload workload, int rows, int columns, int depth, string[] options)
{
    var kernel = workload.Kernel;
    var target = TargetPresets.Int8;
    bool Has(string name) => options.Contains(name);
    var parameters = new GemmParameters(
        Has("A") ? StationaryOperand.A : StationaryOperand.B, rows, columns, depth, !Has("noresident"), !Has("nodouble"), !Has("packed"), !Has("narrowloads"), !Has("narrowstores"), !Has("nopingpong"), !Has("early"), Has("reuse"));
    var shape = new GemmShape(kernel, workload.Operation(kernel), target);
    string? text = GemmScheduleWriter.TryWrite(shape, parameters);
    if (text is null)
    {
        Console.WriteLine("does not fit");
        return 1;
    }

    if (Has("text")) Console.WriteLine(text);
    using var evaluator = new DirectEvaluator(workload.Data(), kernel, target);
    var watch = Stopwatch.StartNew();
    EvaluationResult result = evaluator.Evaluate(new(0, text, TrialPlan.Search), Has("asm"), out string assembly);
    if (Has("asm")) Console.WriteLine(assembly);
    Console.WriteLine($"{result.Stage} {result.Message} {result.Cycles} cycles, {100.0 * shape.IdealCycles / Math.Max(1, result.Cycles):F1} % of peak; estimate {GemmCostModel.Estimate(shape, parameters):F0}; {(result.Evidence.IsDefault ? "" : result.Evidence[0])}; {watch.ElapsedMilliseconds} ms");
    if (result.Profile is { } profile)
    {
        foreach ((string cause, long cycles) in profile.Causes.OrderByDescending(c => c.Value).Where(c => c.Value > 0)) Console.WriteLine($"  {cause,-40} {cycles,10}");
        Console.WriteLine($"  execute busy {profile.ExecuteBusy}, load busy {profile.LoadBusy}, store busy {profile.StoreBusy}, read {profile.BytesRead}, written {profile.BytesWritten}");
    }

    return result.Stage == EvaluationStage.Accepted ? 0 : 1;
}
