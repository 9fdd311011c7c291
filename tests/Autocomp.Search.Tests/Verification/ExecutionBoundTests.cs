using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Verification;

public sealed class ExecutionBoundTests
{
    private static readonly TargetDescription Target = TargetPresets.Int8;

    [Theory]
    [InlineData(999, 256_000, 0, 0, 10, "multiplications that it executed")]
    [InlineData(999, 0, 16_000, 0, 10, "bytes that it loaded")]
    [InlineData(999, 0, 0, 16_000, 10, "bytes that it stored")]
    [InlineData(999, 0, 0, 0, 1000, "core instructions that it executed")]
    public void Check_FasterThanWhatItDid_NamesTheBound(long cycles, long macs, long read, long written, long instructions, string cause)
    {
        ExecutionBound.Check(Run(cycles, macs, read, written, instructions), null, Target).ShouldBe($"measured {cycles} cycles, fewer than the 1000 that the {cause} need");
        ExecutionBound.Check(Run(1000, macs, read, written, instructions), null, Target).ShouldBeNull();
    }

    [Fact]
    public void Check_FewerMultiplicationsThanTheMethod_IsRefused()
    {
        var operation = TestKernels.Dense(64, 32, 128).Operation;
        ExecutionBound.Ideal(operation, Target).ShouldBe(64 * 32 * 128 / 256);
        ExecutionBound.Check(Run(1023, 0, 0, 0, 10), operation, Target).ShouldBe(
            "measured 1023 cycles, fewer than the 1024 that the multiplications of the C# method need; no algebraic rewrite of this operation that needs fewer has a name here, so it is refused: "
            + "it executed 0 multiplications on the array where the C# method has 262144");
    }

    [Fact]
    public void FewerMultiplications_NoBoundBeaten_IsToldInTheEvidence()
    {
        var operation = TestKernels.Dense(64, 32, 128).Operation;
        ExecutionBound.FewerMultiplications(Run(5000, 262_143, 0, 0, 10), operation).ShouldBe("rewrite without a name: it executed 262143 multiplications on the array where the C# method has 262144; no bound is beaten");
        ExecutionBound.FewerMultiplications(Run(5000, 262_144, 0, 0, 10), operation).ShouldBeNull();
        ExecutionBound.FewerMultiplications(Run(5000, 0, 0, 0, 10), null).ShouldBeNull();
    }

    [Fact]
    public void Ideal_PaddedConvolution_CountsWhatIsInsideTheImage()
    {
        // 4x4 image, 3x3 kernel, padding 1: three taps inside but two at each border, so 10 of 12 in each direction.
        Convolution(new(4, 3, 4, 1, 1, 1)).ShouldBe(10 * 10 * 16 * 16 / 256);
        Convolution(new(4, 3, 6, 1, 1, 0)).ShouldBe(12 * 12 * 16 * 16 / 256);
    }

    [Fact]
    public void Memory_Product_MovesEveryTensorOnce()
    {
        (var kernel, var operation) = TestKernels.Dense(64, 32, 128);
        long bytes = kernel.AbiParameters.Where(p => p.Shape.Length > 0).Sum(p => p.Bytes);
        ExecutionBound.Memory(operation, kernel.AbiParameters, Target).ShouldBe((bytes + 15) / 16);
        ExecutionBound.Memory(null, kernel.AbiParameters, Target).ShouldBe(0);
    }

    private static long Convolution(ConvolutionAxis axis)
    {
        var tensor = TestKernels.Dense(16, 16, 16).Kernel.AbiParameters.First();
        return ExecutionBound.Ideal(
            new TensorOperation.Convolution(
                1, 16, 16, axis, axis, new(tensor, 0, 0, 0, 0), new(tensor, 0, 0, 0, 0, false), null, new(tensor, 0, 0, 0, 0), false, new(null, 1, false, true)),
            Target);
    }

    private static KernelRunResult Run(long cycles, long macs, long read, long written, long instructions) => new(
        null, instructions, 4, macs,
        new KernelProfile(cycles, ImmutableSortedDictionary<string, long>.Empty, [], 0, 0, 0, read, written, 0, 0));
}
