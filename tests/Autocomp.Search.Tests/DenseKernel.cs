using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests;

/// <summary>A dense int8 layer of 32x32x48 with its expected outputs, ready to evaluate schedules of it.</summary>
internal sealed class DenseKernel : IDisposable
{
    public const int M = 32;
    public const int N = 32;
    public const int K = 48;
    private readonly TestFolder _folder = new();
    private readonly InProcessEvaluator _evaluator;

    private readonly int _depth;

    /// <summary>The layer.</summary>
    /// <param name="depth">Its depth.</param>
    /// <param name="scales">What the scale may be; 0..1 when null.</param>
    public DenseKernel(int depth = K, ValueRange? scales = null)
    {
        _depth = depth;
        (Kernel, Operation) = TestKernels.Dense(M, N, depth);
        if (scales is { } range)
        {
            TensorOperation.MatrixProduct product = (TensorOperation.MatrixProduct)Operation;
            KernelParameter scale = product.Epilogue.ScaleParameter! with { Range = range };
            Operation = product with { Epilogue = product.Epilogue with { ScaleParameter = scale } };
            Kernel = Kernel with { Parameters = [.. Kernel.Parameters.Select(p => p.Index == scale.Index ? scale : p)] };
        }

        Context = new EvaluationContext(KernelSignature.Of(Kernel), Operation, TargetPresets.Int8, _folder.Path)
        {
            Limits = new EvaluationLimits { MaxInstructions = 5_000_000 },
        };
        var folder = new TrialFolder(_folder.Path);
        foreach (TrialPlan plan in Enum.GetValues<TrialPlan>())
        {
            folder.Write(plan, TrialPlans.For(plan));
            foreach (Trial trial in TrialPlans.For(plan)) folder.Write(trial, new(ReferenceOutcome.Returned, "", Expect(trial)));
        }
        _evaluator = new InProcessEvaluator(Context);
    }

    public KernelInfo Kernel { get; }

    public TensorOperation Operation { get; }

    public EvaluationContext Context { get; }

    public async Task<EvaluationResult> EvaluateAsync(string schedule, TrialPlan plan = TrialPlan.Acceptance) =>
        (await _evaluator.EvaluateAsync([new(0, schedule, plan)], TestContext.Current.CancellationToken)).Single();

    public void Dispose()
    {
        _evaluator.Dispose();
        _folder.Dispose();
    }

    private byte[] Expect(Trial trial)
    {
        ImmutableArray<KernelArgument> arguments = TrialData.Create(Kernel.AbiParameters, Operation, trial);
        byte[] x = Bytes(0), w = Bytes(1), bias = Bytes(2);
        float scale = ((KernelArgument.Single)arguments[4]).Value;
        var y = new byte[M * N];
        for (int i = 0; i < M; i++)
        {
            for (int j = 0; j < N; j++)
            {
                int sum = BitConverter.ToInt32(bias, j * 4);
                for (int p = 0; p < _depth; p++) sum += (sbyte)x[i * _depth + p] * (sbyte)w[p * N + j];
                y[i * N + j] = (byte)Quantize.ScaleToInt8(sum, scale);
            }
        }
        return y;

        byte[] Bytes(int index) => ((KernelArgument.Tensor)arguments[index]).Data;
    }
}
