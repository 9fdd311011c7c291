using Autocomp.Backend.Lift;
using Autocomp.Backend.Tests.EndToEnd;

namespace Autocomp.Backend.Tests.Lift;

/// <summary>What looks like a matrix product and is none stays on the core, and the remark says why. Its body runs there with equal results.</summary>
public class LifterRefusalTests
{
    private const string Loops = "for (int i = 0; i < 20; i++) for (int j = 0; j < 18; j++) ";
    private const string Sum = "for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j];";

    public static TheoryData<string, string> Refused => new()
    {
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * 3; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "a factor of the summed products is not an element of type sbyte" },
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] ^ w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "what is summed up is not a product of two elements in int" },
        { Spellings.Storing("(sbyte)sum"), "the result is cut to 8 bits, not saturated (Math.Clamp or Quantize.SaturateToInt8)" },
        { Spellings.Storing("(sbyte)Math.Clamp(sum * scale, -128f, 127f)"), "the scaled sum is truncated; the accelerator rounds to nearest even (MathF.Round)" },
        { Spellings.Storing("(sbyte)Math.Clamp(MathF.Round(sum * scale), -127f, 127f)"), "results are limited to -127..127; the accelerator saturates to -128..127" },
        { Spellings.Storing("(sbyte)Math.Clamp(Math.Round(sum * (double)scale), -128.0, 127.0)"), "the sum is scaled in double precision; the accelerator scales in float" },
        { Spellings.Storing("(sbyte)Math.Clamp(MathF.Floor(sum * scale), -128f, 127f)"), "the stored value is not a function of the sum that the accelerator has" },
        { Spellings.Storing("Quantize.ScaleToInt8(sum, scale)").Replace("[ValueRange(0, 1)] ", "", StringComparison.Ordinal), "'scale' is not known to be finite and not negative; declare it with [ValueRange(0, 1)] or the range that it has, within 0..2^31" },
        { Spellings.Storing("Quantize.ScaleToInt8(sum, scale)").Replace("ValueRange(0", "ValueRange(-1", StringComparison.Ordinal), "'scale' is not known to be finite and not negative; declare it with [ValueRange(0, 1)] or the range that it has, within 0..2^31" },
        { Spellings.Storing("Quantize.ScaleToInt8(sum, -0.5f)"), "the scale -0.5 is not in 0..2^31" },
        { Spellings.Storing("Quantize.ScaleToInt8(sum, scale * scale)"), "the scale is neither a constant nor a parameter" },
        { Spellings.Storing("Quantize.ScaleToInt8(Math.Min(sum, 1000), scale)"), "the stored value is not a function of the sum that the accelerator has" },
        { Spellings.Storing("Quantize.SaturateToInt8(Quantize.RoundingShiftRight(sum, 18))"), "a shift by 18 of sums above 2^24 is not exact in float, in which the accelerator scales" },
        { Spellings.Storing("Quantize.SaturateToInt8(sum >> 9)"), "the shift makes 0 of 257, the accelerator 1: it rounds to nearest, halves to even (Quantize.RoundingShiftRight)" },
        { Spellings.Body(Loops + "{ int sum = 0; " + Sum + " y[i * 18 + j] = Quantize.SaturateToInt8((sum + (1 << 8)) >> 9); }"), "the shift makes 1 of 256, the accelerator 0: it rounds to nearest, halves to even (Quantize.RoundingShiftRight)" },
        { Spellings.Storing("Quantize.SaturateToInt8((sum + (1 << 8)) >> 9)"), "what is added before the shift can overflow; Quantize.RoundingShiftRight can't" },
        { Spellings.Storing("Quantize.SaturateToInt8((sum + 255 + ((sum >> 9) & 1)) >> 9)"), "what is added before the shift can overflow; Quantize.RoundingShiftRight can't" },
        { Spellings.Storing("Quantize.SaturateToInt8((sum >> 9) + ((sum >> 8) & (((sum & 255) != 0 ? 1 : 0) | ((sum >> 10) & 1))))"), "what is added to the sum is not a bias row" },
        { Spellings.Storing("Quantize.SaturateToInt8((sum >> 9) + ((sum >> 8) & (((sum & 127) != 0 ? 1 : 0) | ((sum >> 9) & 1))))"), "the shift makes 0 of 384, the accelerator 1: it rounds to nearest, halves to even (Quantize.RoundingShiftRight)" },
        { Spellings.Storing("Quantize.SaturateToInt8((sum >> 9) + (int)(((uint)sum >> 31) & 1) + ((sum >> 8) & 1))"), "what is added to the sum is not a bias row" },
        { Spellings.Storing("(sbyte)Math.Clamp(MathF.Round(sum / 500f), -128f, 127f)"), "the stored value is not a function of the sum that the accelerator has" },
        { Spellings.Body(Loops + "{ int sum = 5; " + Sum + " y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "the sums start from something that is neither 0 nor an element of an int bias row" },
        { Spellings.Body("int sum = 0; " + Loops + "{ " + Sum + " y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "the sums that are stored are not those that are added up" },
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) { sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); } }"), "the sums that are stored are not those that are added up" },
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k <= i; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "the number of iterations of the loop over 'k' is not constant" },
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) { if (x[i * 33 + k] == 0) continue; sum += x[i * 33 + k] * w[k * 18 + j]; } y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "a condition decides what is written" },
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum -= x[i * 33 + k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "nothing is summed up" },
        { Spellings.Body(Loops + "{ int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + 32 - k] * w[k * 18 + j]; y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), "'x' is read backwards" },
        { Spellings.Body("for (int i = 0; i < 18; i++) for (int j = 0; j < 18; j++) { int sum = 0; for (int k = 0; k < 33; k++) sum += x[i * 33 + k] * w[k * 18 + j]; y[(i % 7) * 18 + j] = Quantize.SaturateToInt8(sum); }"), "the index of 'y' is not an affine function of the loop variables" },
        { Spellings.Full(Loops + "{ int sum = 0; " + Sum + " y[i * 18 + j] = Math.Max(sum, 0); }"), "the accelerator has no ReLU for results of full width" },
        { Spellings.Full(Loops + "{ int sum = bias[j]; " + Sum + " y[i * 18 + j] = sum; }").Replace("[Output, ", "[Output, MayAlias, ", StringComparison.Ordinal).Replace("[Shape(\"18\")] ReadOnlySpan<int>", "[MayAlias, Shape(\"18\")] ReadOnlySpan<int>", StringComparison.Ordinal), "'y' may overlap 'bias'" },
        { Spellings.Storing("Quantize.SaturateToInt8(sum)").Replace("[Output, ", "[Output, MayAlias, ", StringComparison.Ordinal).Replace("[Shape(\"20, 33\")] ReadOnlySpan<sbyte>", "[MayAlias, Shape(\"20, 33\")] ReadOnlySpan<sbyte>", StringComparison.Ordinal), "'y' may overlap 'x'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Lookalike_IsRefusedWithItsReason(string text, string reason)
    {
        KernelCase kernel = KernelCase.Of(text);
        LiftResult result = kernel.Lift();
        result.Remark.ShouldBe("stays on the host core: " + reason);
        result.Operation.ShouldBeNull();
        result.Span.ShouldNotBeNull();
    }

    [Fact]
    public void CheckedSum_ThatCanOverflow_IsRefused() =>
        KernelCase.Of(Spellings.Storing("Quantize.ScaleToInt8(sum, scale)"), checkOverflow: true).Lift().Remark
            .ShouldBe("stays on the host core: the sum is checked for overflow, and can overflow");

    [Fact]
    public void CheckedSum_ThatCannotOverflow_IsLifted() =>
        KernelCase.Of(Spellings.Body(Loops + "{ int sum = 0; " + Sum + " y[i * 18 + j] = Quantize.SaturateToInt8(sum); }"), checkOverflow: true).Lift().Operation.ShouldNotBeNull();
}
