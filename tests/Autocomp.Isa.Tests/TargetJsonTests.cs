namespace Autocomp.Isa.Tests;

public sealed class TargetJsonTests
{
    [Fact]
    public void Target_OfBaseAndDifferences_IsRead()
    {
        TargetDescription target = TargetJson.Read(
            """{ "base": "gemmini-int8-16x16", "name": "small", "scratchpadBankRows": 2048, "revision": "rtl2025", "timing": { "memoryExtraLatency": 30 } }""").Target.ShouldNotBeNull();
        target.ShouldBe(TargetPresets.Int8 with
        {
            Name = "small",
            ScratchpadBankRows = 2048,
            Revision = RtlRevision.Rtl2025,
            Timing = TargetPresets.Int8.Timing with { MemoryExtraLatency = 30 },
        });
        TargetPresets.Int8.Timing.MemoryExtraLatency.ShouldBe(55);
    }

    [Fact]
    public void PrintedTarget_ReadAgain_IsEqual()
    {
        foreach (TargetDescription preset in TargetPresets.All) TargetJson.Read(TargetJson.Print(preset)).Target.ShouldBe(preset);
    }

    [Theory]
    [InlineData("""{ "base": "gemmini-int8-16x16", "dims": 8 }""", "Unknown field 'dims'; known are name, dim, element, ")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "dim": "8" }""", "Field 'dim' must be a whole number, not \"8\".")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "dim": 12 }""", "Field 'dim' must be a power of two from 2 to 64, not 12.")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "element": "int16" }""", "Field 'element' must be one of \"int8\", \"int32\", \"float32\", not \"int16\".")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "element": "float32" }""", "Fields 'element' and 'accumulator' must be int8 with int32")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "timing": { "memoryLatency": 1 } }""", "Unknown field 'timing.memoryLatency'; known are memoryExtraLatency, ")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "timing": 5 }""", "Field 'timing' must be an object, not 5.")]
    [InlineData("""{ "base": "gemmini-int8-16x16", "timing": { "memoryExtraLatency": -1 } }""", "Field 'timing.memoryExtraLatency' must not be negative.")]
    [InlineData("""{ "base": "gemini" }""", "Field 'base' names 'gemini', which is no target; name the preset it starts from: gemmini-int8-16x16, ")]
    [InlineData("{}", "The target needs a field 'base'")]
    [InlineData("[]", "The target must be a JSON object.")]
    [InlineData("{", "The target is not valid JSON: ")]
    public void BadTarget_IsAnErrorThatNamesFieldAndValue(string json, string error)
    {
        TargetReadResult result = TargetJson.Read(json);
        result.Target.ShouldBeNull();
        result.Errors[0].ShouldStartWith(error);
    }
}
