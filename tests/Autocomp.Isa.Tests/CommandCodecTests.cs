using FsCheck;
using FsCheck.Fluent;

namespace Autocomp.Isa.Tests;

public sealed class CommandCodecTests
{
    [Fact]
    public void Encode_ThenDecode_GivesTheSameFields()
    {
        foreach (RtlRevision revision in Enum.GetValues<RtlRevision>())
        {
            foreach (Command command in CommandTable.All.Where(row => row.Revisions.Contains(revision)))
            {
                Prop.ForAll(Arguments(command), arguments => RoundTrips(command, arguments, revision))
                    .Check(Config.QuickThrowOnFailure.WithMaxTest(50).WithQuietOnSuccess(true));
            }
        }
    }

    [Fact]
    public void EveryRow_HasFieldsThatDoNotOverlap()
    {
        foreach (Command command in CommandTable.All)
        {
            ulong used1 = command.FixedMask;
            ulong used2 = 0;
            foreach (CommandField field in command.Fields)
            {
                ulong bits = field.Mask << field.LowBit;
                (bits >> field.LowBit).ShouldBe(field.Mask, $"{command.Name}.{field.Name} leaves its operand");
                ulong used = field.Operand == 1 ? used1 : used2;
                (used & bits).ShouldBe(0UL, $"{command.Name}.{field.Name}");
                if (field.Operand == 1) used1 |= bits;
                else used2 |= bits;
            }
        }
    }

    [Theory]
    [InlineData("Mvin2", "mvin2 0x80100000, sp[0x40], cols=64, rows=16")]
    [InlineData("Preload", "preload garbage, acc+[0x10], weightsCols=16, weightsRows=16, resultCols=16, resultRows=7")]
    [InlineData("ConfigLd", "config_ld state=1, stride=512")]
    [InlineData("ConfigEx", "config_ex dataflow=WeightStationary, transposeA")]
    [InlineData("ConfigSt", "config_st stride=64, scale=0.5, activation=Relu")]
    public void Disassembly_OfACommand_IsReadable(string intrinsic, string expected)
    {
        Command command = CommandTable.FindIntrinsic(intrinsic, RtlRevision.Rtl2023).ShouldNotBeNull();
        Dictionary<string, ulong> arguments = intrinsic switch
        {
            "Mvin2" => new() { ["source"] = 0x80100000, ["local"] = 0x40, ["cols"] = 64, ["rows"] = 16 },
            "Preload" => new()
            {
                ["weights"] = Gemmini.Garbage, ["result"] = Gemmini.Accumulator | Gemmini.Accumulate | 0x10,
                ["weightsCols"] = 16, ["weightsRows"] = 16, ["resultCols"] = 16, ["resultRows"] = 7,
            },
            "ConfigLd" => new() { ["state"] = 1, ["stride"] = 512 },
            "ConfigEx" => new() { ["dataflow"] = 1, ["transposeA"] = 1 },
            _ => new() { ["stride"] = 64, ["scale"] = BitConverter.SingleToUInt32Bits(0.5f), ["activation"] = 1 },
        };
        Disassembler.Print(CommandEncoder.Encode(command, arguments, 16), TargetPresets.Int8).ShouldBe(expected);
    }

    [Fact]
    public void Disassembly_OfAnUnknownCommand_ShowsItsOperands() =>
        Disassembler.Print(new EncodedCommand(99, 0x10, 2), TargetPresets.Int8).ShouldBe("custom3.99 0x10, 0x2");

    [Fact]
    public void Encoding_OfAMissingOrUnknownField_NamesIt()
    {
        Command mvin = CommandTable.FindIntrinsic("Mvin", RtlRevision.Rtl2025).ShouldNotBeNull();
        Should.Throw<ArgumentException>(() => CommandEncoder.Encode(mvin, new Dictionary<string, ulong> { ["source"] = 0 }, 16))
            .Message.ShouldStartWith("mvin needs 'local'.");
        Should.Throw<ArgumentException>(() => CommandEncoder.Encode(mvin, new Dictionary<string, ulong> { ["colour"] = 0 }, 16))
            .Message.ShouldStartWith("mvin has no field 'colour'.");
    }

    [Fact]
    public void BlockStride_LeftOut_IsTheTargetsDim()
    {
        Command configure = CommandTable.FindIntrinsic("ConfigLd", RtlRevision.Rtl2025).ShouldNotBeNull();
        EncodedCommand encoded = CommandEncoder.Encode(configure, new Dictionary<string, ulong> { ["state"] = 0, ["stride"] = 64 }, 4);
        DecodedCommand.Decode(encoded, RtlRevision.Rtl2025).ShouldNotBeNull()["blockStride"].ShouldBe(4UL);
    }

    private static bool RoundTrips(Command command, ulong[] values, RtlRevision revision)
    {
        var arguments = new Dictionary<string, ulong>();
        for (int i = 0; i < values.Length; i++) arguments[command.Fields[i].Name] = values[i] & command.Fields[i].Mask;
        EncodedCommand encoded = CommandEncoder.Encode(command, arguments, 16);
        DecodedCommand? decoded = DecodedCommand.Decode(encoded, revision);
        return decoded is not null
            && decoded.Command == command
            && (decoded.UndefinedBits1 | decoded.UndefinedBits2) == 0
            && command.Fields.All(field => decoded[field.Name] == (field.ZeroMeansDim && arguments[field.Name] == 0 ? 16 : arguments[field.Name]));
    }

    private static Arbitrary<ulong[]> Arguments(Command command) =>
        Gen.ArrayOf(ArbMap.Default.GeneratorFor<ulong>(), command.Fields.Length).ToArbitrary();
}
