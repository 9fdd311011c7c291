using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Verification;

public sealed class TrialDataTests
{
    [Fact]
    public void Create_SameTrialTwice_GivesSameBytes()
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(8, 12, 20);
        foreach (Trial trial in TrialPlans.For(TrialPlan.Acceptance))
        {
            byte[] once = Inputs(TrialData.Create(kernel.AbiParameters, operation, trial));
            byte[] again = Inputs(TrialData.Create(kernel.AbiParameters, operation, trial));
            again.ShouldBe(once);
        }
    }

    [Fact]
    public void Create_AcceptanceTrials_AllDiffer()
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(8, 12, 20);
        TrialPlans.For(TrialPlan.Acceptance)
            .Select(t => Convert.ToHexString(Inputs(TrialData.Create(kernel.AbiParameters, operation, t))))
            .ShouldBeUnique();
    }

    [Fact]
    public void Plans_AcceptanceAgainstSearch_ShareNoTrial() =>
        TrialPlans.For(TrialPlan.Acceptance).Intersect(TrialPlans.For(TrialPlan.Search)).ShouldBeEmpty();

    [Theory]
    [InlineData(16)]
    [InlineData(512)]
    [InlineData(1536)]
    public void Create_InRangeAndExtremes_SaturatesSomeResultsButNotMost(int k)
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(16, 16, k);
        foreach (TrialClass kind in new[] { TrialClass.InRange, TrialClass.Extremes })
        {
            double share = SaturatedShare(kernel, operation, new Trial(kind, 3), 16, 16, k);
            share.ShouldBeInRange(0.01, 0.6, $"{kind} at k = {k}");
        }
    }

    [Fact]
    public void Create_ConstantScale_AdaptsAmplitude()
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(16, 16, 64);
        var product = (TensorOperation.MatrixProduct)operation;
        var unscaled = product with { Epilogue = product.Epilogue with { ScaleParameter = null, ScaleConstant = 1 } };
        sbyte[] x = [.. Tensor(TrialData.Create(kernel.AbiParameters, unscaled, new Trial(TrialClass.InRange, 3)), 0).Select(b => (sbyte)b)];
        x.Max().ShouldBeInRange((sbyte)3, (sbyte)10);
    }

    [Fact]
    public void Create_AnyTrial_KeepsScalarsInTheirRange()
    {
        ValueRange range = new(0.1, 0.3);
        KernelParameter single = TestKernels.Scalar(0, "s", ScalarType.Float32, "float", range);
        KernelParameter count = TestKernels.Scalar(1, "c", ScalarType.Int32, "int", new ValueRange(-3, 5));
        KernelParameter big = TestKernels.Scalar(2, "b", ScalarType.UInt64, "ulong", new ValueRange(0, ulong.MaxValue));
        foreach (Trial trial in TrialPlans.For(TrialPlan.Acceptance))
        {
            var arguments = TrialData.Create([single, count, big], null, trial);
            ((double)arguments[0].ShouldBeOfType<KernelArgument.Single>().Value).ShouldBeInRange(range.Low, range.High);
            arguments[1].ShouldBeOfType<KernelArgument.Integer>().Value.ShouldBeInRange(-3, 5);
        }
        TrialData.Create([count], null, new Trial(TrialClass.Ones, 1))[0].ShouldBe(new KernelArgument.Integer(5));
        TrialData.Create([count], null, new Trial(TrialClass.Zeros, 1))[0].ShouldBe(new KernelArgument.Integer(-3));
    }

    [Fact]
    public void Create_OutParameters_FollowThePoisonAndNothingElse()
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(8, 8, 8);
        var trial = new Trial(TrialClass.InRange, 1);
        var one = TrialData.Create(kernel.AbiParameters, operation, trial, poison: 1);
        var two = TrialData.Create(kernel.AbiParameters, operation, trial, poison: 2);
        Inputs(two).ShouldBe(Inputs(one));
        Tensor(two, 3).ShouldNotBe(Tensor(one, 3));
    }

    [Theory]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.UInt8)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.UInt16)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.UInt32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.UInt64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Boolean)]
    public void Create_EveryTypeAndClass_FillsTensors(ScalarType type)
    {
        KernelParameter a = TestKernels.Tensor(0, "a", type, ParameterDirection.In, "", 6, 7);
        foreach (Trial trial in TrialPlans.For(TrialPlan.Acceptance))
        {
            byte[] data = Tensor(TrialData.Create([a], null, trial), 0);
            data.Length.ShouldBe(42 * new DataType(type).ScalarSize);
            data.All(b => b == 0).ShouldBe(trial.Class == TrialClass.Zeros, trial.Name);
            if (type == ScalarType.Boolean) data.ShouldAllBe(b => b <= 1);
        }
    }

    private static double SaturatedShare(KernelInfo kernel, TensorOperation operation, Trial trial, int m, int n, int k)
    {
        var arguments = TrialData.Create(kernel.AbiParameters, operation, trial);
        byte[] x = Tensor(arguments, 0), w = Tensor(arguments, 1), bias = Tensor(arguments, 2);
        float scale = ((KernelArgument.Single)arguments[4]).Value;
        int saturated = 0;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                long sum = trial.Class == TrialClass.Extremes ? 0 : BitConverter.ToInt32(bias, j * 4);
                for (int p = 0; p < k; p++) sum += (sbyte)x[i * k + p] * (sbyte)w[p * n + j];
                if (Math.Abs(sum * scale) >= 127.5f) saturated++;
            }
        }
        return (double)saturated / (m * n);
    }

    private static byte[] Tensor(IReadOnlyList<KernelArgument> arguments, int index) => ((KernelArgument.Tensor)arguments[index]).Data;

    private static byte[] Inputs(IEnumerable<KernelArgument> arguments) =>
    [
        .. arguments.SelectMany(a => a switch
        {
            KernelArgument.Tensor { Access: not TensorAccess.Out } tensor => tensor.Data,
            KernelArgument.Single single => BitConverter.GetBytes(single.Value),
            _ => [],
        }),
    ];
}
