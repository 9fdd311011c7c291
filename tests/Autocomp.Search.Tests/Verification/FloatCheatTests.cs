using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Verification;

/// <summary>Cheats on floats and on tensors that are read and written: C += A * B, 8x8x8 in fp32.</summary>
public sealed class FloatCheatTests : IDisposable
{
    private const int N = 8;

    private readonly TestFolder folder = new();
    private readonly KernelInfo kernel;
    private readonly InProcessEvaluator evaluator;
    private readonly TensorOperation operation;

    public FloatCheatTests()
    {
        KernelParameter a = Matrix(0, "a", ParameterDirection.In), b = Matrix(1, "b", ParameterDirection.In), c = Matrix(2, "c", ParameterDirection.InOut);
        kernel = TestKernels.Kernel("Sample.Floats.Add", [a, b, c]);
        operation = new TensorOperation.MatrixSum(
            N, N, [new(N, new(a, 0, N, false), new(b, 0, N, false), Coefficient.One)], [new(new(c, 0, N, false), Coefficient.One)], new(c, 0, N, false), new Epilogue(null, 1, false, false));
        var trials = new TrialFolder(folder.Path);
        foreach (TrialPlan plan in Enum.GetValues<TrialPlan>())
        {
            trials.Write(plan, TrialPlans.For(plan));
            foreach (Trial trial in TrialPlans.For(plan)) trials.Write(trial, new(ReferenceOutcome.Returned, "", Expect(trial)));
        }

        evaluator = new(new EvaluationContext(KernelSignature.Of(kernel), operation, TargetPresets.Fp32, folder.Path));
    }

    public void Dispose()
    {
        evaluator.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Honest_OtherOrderOfSummation_IsAccepted() =>
        (await EvaluateAsync("for (int k = 7; k >= 0; k--) sum += a[i * 8 + k] * b[k * 8 + j];", "c[i * 8 + j] = c[i * 8 + j] + sum;")).Message.ShouldBe("");

    [Fact]
    public async Task Row9_HalfPrecision_IsRejected() =>
        await Rejected("for (int k = 0; k < 8; k++) sum += (a[i * 8 + k] * 4097f - (a[i * 8 + k] * 4097f - a[i * 8 + k])) * b[k * 8 + j];", "c[i * 8 + j] += sum;");

    [Fact]
    public async Task Row9_ProductsLeftOut_IsRejected() =>
        await Rejected("for (int k = 0; k < 7; k++) sum += a[i * 8 + k] * b[k * 8 + j];", "c[i * 8 + j] += sum;");

    [Fact]
    public async Task InOut_ReadAgainAfterItWasWritten_IsRejected() =>
        await Rejected("for (int k = 0; k < 8; k++) sum += a[i * 8 + k] * b[k * 8 + j];", "c[i * 8 + j] += sum; if (j == 7) { c[i * 8] = c[i * 8] + c[i * 8 + 7] - c[i * 8 + 7] * 0.5f; }");

    [Fact]
    public async Task InOut_EarlierContentIgnored_IsRejected() =>
        await Rejected("for (int k = 0; k < 8; k++) sum += a[i * 8 + k] * b[k * 8 + j];", "c[i * 8 + j] = sum;");

    private async Task Rejected(string sum, string store)
    {
        EvaluationResult result = await EvaluateAsync(sum, store);
        result.Stage.ShouldBe(EvaluationStage.Values, result.Message);
        result.Message.ShouldContain("c[");
        result.Message.ShouldContain("the C# method gives");
    }

    private async Task<EvaluationResult> EvaluateAsync(string sum, string store)
    {
        string text =
            $$"""
            internal static unsafe class Schedule
            {
                internal static void Add(float* a, float* b, float* c)
                {
                    for (int i = 0; i < 8; i++)
                    {
                        for (int j = 0; j < 8; j++)
                        {
                            float sum = 0f;
                            {{sum}}
                            {{store}}
                        }
                    }
                }
            }
            """;
        return (await evaluator.EvaluateAsync([new(0, text, TrialPlan.Acceptance)], TestContext.Current.CancellationToken)).Single();
    }

    private byte[] Expect(Trial trial)
    {
        ImmutableArray<KernelArgument> arguments = TrialData.Create(kernel.AbiParameters, operation, trial);
        float[] a = Floats(0), b = Floats(1), c = Floats(2);
        var result = new byte[4 * N * N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                float sum = c[i * N + j];
                for (int k = 0; k < N; k++) sum += a[i * N + k] * b[k * N + j];
                BitConverter.TryWriteBytes(result.AsSpan(4 * (i * N + j)), sum);
            }
        }

        return result;

        float[] Floats(int index)
        {
            byte[] data = ((KernelArgument.Tensor)arguments[index]).Data;
            return [.. Enumerable.Range(0, data.Length / 4).Select(n => BitConverter.ToSingle(data, 4 * n))];
        }
    }

    private static KernelParameter Matrix(int index, string name, ParameterDirection direction) =>
        TestKernels.Tensor(index, name, ScalarType.Float32, direction, direction == ParameterDirection.In ? "System.ReadOnlySpan<float>" : "System.Span<float>", N, N);
}
