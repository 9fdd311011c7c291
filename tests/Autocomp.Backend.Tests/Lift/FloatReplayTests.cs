using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Tests.Lift;

/// <summary>The bound on single-precision results: nothing for exact sums, a few units in the last place for others, carried on by chains.</summary>
public class FloatReplayTests
{
    private static readonly Epilogue Plain = new(null, 1, false, true);

    [Fact]
    public void Product_OfSmallIntegers_HasNoError()
    {
        FloatReplay.Tensor c = Run(Product(A, B, C), a: [3, -5], b: [7, 11]);
        c.Values[0].ShouldBe(-34);
        c.Errors[0].ShouldBe(0);
    }

    [Fact]
    public void Product_OfFractions_HasAnErrorOfAFewUnitsInTheLastPlace()
    {
        FloatReplay.Tensor c = Run(Product(A, B, C), a: [0.1, -0.3], b: [0.7, 0.2]);
        c.Errors[0].ShouldBeInRange(0.13 / (1 << 24), 10 * 0.13 / (1 << 24));
    }

    [Fact]
    public void Integers_BeyondWhatSinglePrecisionHolds_HaveAnError() =>
        Run(Product(A, B, C), a: [4097, 1], b: [4097, 1]).Errors[0].ShouldBeGreaterThan(0);

    [Fact]
    public void Chain_CarriesTheErrorOfItsFirstPartOn()
    {
        TensorOperation chain = new TensorOperation.Sequence([Product(A, B, C), Product(C, B, D, k: 1)]);
        FloatReplay replay = Replay(a: [0.1, 0.3], b: [1000, 0.2]);
        chain.Replay(replay);
        replay.Of(D).Errors[0].ShouldBeGreaterThan(1000 * replay.Of(C).Errors[0]);
    }

    [Fact]
    public void Sums_ThatCanOverflow_AreUnbounded() =>
        Run(Product(A, B, C), a: [1e30, 1], b: [1e30, 1]).Errors[0].ShouldBe(double.PositiveInfinity);

    private static KernelParameter A { get; } = Tensor(0, "a", 2);

    private static KernelParameter B { get; } = Tensor(1, "b", 2);

    private static KernelParameter C { get; } = Tensor(2, "c", 1);

    private static KernelParameter D { get; } = Tensor(3, "d", 1);

    private static KernelParameter Tensor(int index, string name, long elements) =>
        new(index, name, ParameterKind.Tensor, ScalarType.Float32, ParameterDirection.InOut, [elements], "System.Span<float>", false, null);

    private static TensorOperation.MatrixProduct Product(KernelParameter a, KernelParameter b, KernelParameter c, int k = 2) =>
        new(1, 1, k, new(a, 0, k, false), new(b, 0, 1, false), null, new(c, 0, 1, false), Plain);

    private static FloatReplay Replay(double[] a, double[] b) => new(tensor => tensor.Name == "a" ? a : tensor.Name == "b" ? b : new double[tensor.Elements], _ => 1);

    private static FloatReplay.Tensor Run(TensorOperation operation, double[] a, double[] b)
    {
        FloatReplay replay = Replay(a, b);
        operation.Replay(replay);
        return replay.Of(C);
    }
}
