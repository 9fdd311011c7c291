using System.Text.Json;
using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Accelerator;

/// <summary>Targets other than the ones that the golden vectors were recorded on.</summary>
public class TargetTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(8, false)]
    [InlineData(32, false)]
    [InlineData(64, false)]
    [InlineData(8, true)]
    [InlineData(16, true)]
    public void MatrixProduct_OnAnArrayOfAnySize_IsExact(int dim, bool single)
    {
        TargetDescription target = (single ? TargetPresets.Fp32 : TargetPresets.Int8) with { Name = "sized", Dim = dim };
        using var bench = new CommandBench(target);
        var random = new Random(dim);
        int size = single ? 4 : 1;
        int[] a = [.. Enumerable.Range(0, dim * dim).Select(_ => random.Next(-9, 10))];
        int[] b = [.. Enumerable.Range(0, dim * dim).Select(_ => random.Next(-9, 10))];
        bench.Machine.Memory.Initialize(CommandBench.Input, Encode(a, single));
        bench.Machine.Memory.Initialize(CommandBench.Other, Encode(b, single));
        ulong row = (ulong)(dim * size);
        bench.Issue("ConfigEx", ("dataflow", 1));
        bench.Issue("ConfigLd", ("state", 0), ("stride", row));
        bench.Issue("ConfigSt", ("stride", (ulong)(dim * 4)));
        bench.Mvin(CommandBench.Input, 0, dim, dim);
        bench.Mvin(CommandBench.Other, (uint)dim, dim, dim);
        bench.Preload((uint)dim, CommandBench.Acc, dim);
        bench.Compute(0, size: dim);
        bench.Mvout(CommandBench.Output, CommandBench.Acc | LocalAddress.FullWidthBit, dim, dim);
        bench.Machine.Accelerator.Fence();

        byte[] actual = new byte[dim * dim * 4];
        bench.Machine.Memory.Inspect(CommandBench.Output, actual);
        int[] expected = new int[dim * dim];
        for (int i = 0; i < dim * dim; i++)
        {
            for (int k = 0; k < dim; k++) expected[i] += a[i / dim * dim + k] * b[k * dim + i % dim];
        }

        actual.ShouldBe(single ? Encode(expected, true) : [.. expected.SelectMany(BitConverter.GetBytes)]);
        bench.Machine.Accelerator.Macs.ShouldBe((long)dim * dim * dim);
    }

    [Fact]
    public void LoopVectors_OnTheRevisionOf2023_MatchWhereItHasTheFields()
    {
        using var machine = new Machine(TargetPresets.Int8);
        int count = 0;
        foreach (string line in ReferenceData.Lines(ReferenceData.Require("vectors/gemmini-int8.jsonl.gz")))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement test = document.RootElement;
            string name = test.GetProperty("name").GetString()!;
            if (!name.StartsWith("conv_", StringComparison.Ordinal) && !name.StartsWith("lp_ws", StringComparison.Ordinal)) continue;
            if (SquareEncoding.Translate(test) is not { } translated) continue;
            using JsonDocument square = JsonDocument.Parse(translated);
            AcceleratorVector.Run(machine, square.RootElement, Policy.Permissive, out _).ShouldBeNull(name);
            count++;
        }

        count.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void ConvolutionLoops_OfEitherRevision_TakeAboutTheSameTime()
    {
        int count = 0;
        foreach (string line in ReferenceData.Lines(ReferenceData.Require("vectors/gemmini-int8.jsonl.gz")))
        {
            using JsonDocument test = JsonDocument.Parse(line);
            if (!test.RootElement.GetProperty("name").GetString()!.StartsWith("conv_", StringComparison.Ordinal)) continue;
            if (SquareEncoding.Translate(test.RootElement) is not { } translated) continue;
            using JsonDocument square = JsonDocument.Parse(translated);
            double newer = Cycles(TargetPresets.Int8R2025, test.RootElement);
            (Cycles(TargetPresets.Int8, square.RootElement) / newer).ShouldBeInRange(0.8, 1.25, test.RootElement.GetProperty("name").GetString());
            if (++count == 40) return;
        }

        count.ShouldBeGreaterThan(20);
    }

    private static long Cycles(TargetDescription target, JsonElement test)
    {
        var timing = new TimingModel(target);
        ulong pc = 0x8000_0000;
        foreach (JsonElement command in test.GetProperty("cmds").EnumerateArray())
            timing.Command(InstructionDecoder.Decode(Assembler.Command(command[0].GetInt32(), 10, 11)), VectorJson.Hex(command[1]), VectorJson.Hex(command[2]), pc += 4);
        return timing.Finish(_ => null).Cycles;
    }

    private static byte[] Encode(int[] values, bool single) =>
        single ? [.. values.SelectMany(value => BitConverter.GetBytes((float)value))] : [.. values.Select(value => (byte)value)];
}
