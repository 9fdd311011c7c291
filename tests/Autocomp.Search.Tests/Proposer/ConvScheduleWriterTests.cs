using Autocomp.Backend.Lowering;
using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Tests.Proposer;

public sealed class ConvScheduleWriterTests
{
    /// <summary>Points of the space run on the strict machine, where poison, races and rows out of range are faults.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Write_AnyPointAndShape_ComputesTheConvolution(int seed)
    {
        int samples = int.TryParse(Environment.GetEnvironmentVariable("AUTOCOMP_TEST_SAMPLES"), out int n) ? n : 16;
        var random = new Random(seed);
        using var runner = new KernelRunner(TargetPresets.Int8);
        int written = 0;
        for (int sample = 0; sample < samples; sample++)
        {
            ConvCase example = ConvCase.Random(random);
            var point = new ConvParameters(random.Next(1, 5), random.Next(1, example.Shape.Rows + 1), Often() ? 1 : random.Next(1, 4), Often(), Often(), Often());
            if (random.Next(3) == 0) point = point with { TileRows = example.Shape.Rows };
            if (example.Shape.Unsupported is not null || ConvScheduleWriter.TryWrite(example.Shape, point) is not { } text) continue;
            written++;
            example.Run(runner, text).ShouldBeNull($"seed {seed}, sample {sample}: {example}, {point}\n{text}");
        }

        written.ShouldBeGreaterThan(samples / 4);
        bool Often() => random.Next(4) != 0;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Start_AnyShape_ComputesTheConvolution(int seed)
    {
        var random = new Random(seed);
        using var runner = new KernelRunner(TargetPresets.Int8);
        for (int sample = 0; sample < 12; sample++)
        {
            ConvCase example = ConvCase.Random(random, mayBeDepthwise: true);
            string text = ScheduleLowering.Lower(example.Shape.Convolution, example.Shape.Kernel, TargetPresets.Int8);
            example.Run(runner, text).ShouldBeNull($"seed {seed}, sample {sample}: {example}\n{text}");
        }
    }

    [Fact]
    public void Ranked_BestPoints_ComputeTheConvolution()
    {
        var random = new Random(5);
        using var runner = new KernelRunner(TargetPresets.Int8);
        ConvCase example = ConvCase.Of(random, 2, 7, 7, 20, 40, new(7, 3, 7, 1, 1, 1), new(7, 3, 7, 1, 1, 1), hasBias: true, narrow: true, gap: 0);
        ConvSpace space = new(example.Shape);

        foreach (ScheduleMove move in space.First().Take(4)) example.Run(runner, space.TryWrite(move.To)!).ShouldBeNull(move.To.ToString());
    }

    [Fact]
    public void Moves_AnyPoint_LeadOneStepAwayAndFit()
    {
        ConvCase example = ConvCase.Of(new Random(5), 4, 16, 16, 64, 64, new(14, 3, 16, 1, 1, 0), new(14, 3, 16, 1, 1, 0), hasBias: true, narrow: true, gap: 0);
        ConvSpace space = new(example.Shape);
        SchedulePoint origin = space.First().First().To;
        var moves = space.Moves(origin);

        moves.ShouldNotBeEmpty();
        moves.Select(m => m.To).Distinct().Count().ShouldBe(moves.Length);
        moves.ShouldAllBe(m => m.To != origin && space.TryWrite(m.To) != null);
        space.TryWrite(space.Plain).ShouldNotBeNull();
    }

    [Fact]
    public void TryWrite_TileLargerThanTheAccumulator_IsNone()
    {
        ConvCase example = ConvCase.Of(new Random(5), 1, 58, 58, 16, 16, new(56, 3, 58, 1, 1, 0), new(56, 3, 58, 1, 1, 0), hasBias: true, narrow: true, gap: 0);
        ConvScheduleWriter.TryWrite(example.Shape, new(1, 10, 1, true, true, true)).ShouldBeNull();
    }
}
