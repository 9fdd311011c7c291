using System.Globalization;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.EndToEnd;

/// <summary>Whatever lift makes of kernels of several nests, the start gives what the method gives. <c>AUTOCOMP_NESTS</c> sets how many (default 25 of each kind).</summary>
public class RandomNestTests
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("AUTOCOMP_NESTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 25;

    [Fact]
    public void Start_OfRandomIntegerNests_EqualsTheMethod()
    {
        int lifted = 0, mixed = 0;
        for (int seed = 0; seed < Count; seed++)
        {
            string text = new RandomNests(seed, isFloat: false).Write();
            KernelCase kernel = KernelCase.Of(text);
            lifted += kernel.Lift().Operation is { IsOblivious: true } ? 1 : 0;
            mixed += kernel.Lift().Operation is { IsOblivious: false } ? 1 : 0;
            Should.NotThrow(() => kernel.ShouldAgree(kernel.Accept(kernel.StartingText()), seeds: 2), text);
        }

        TestContext.Current.SendDiagnosticMessage($"{lifted} of {Count} lifted whole, {mixed} in part");
        lifted.ShouldBeGreaterThan(Count / 8);
        mixed.ShouldBeGreaterThan(Count / 8);
    }

    [Fact]
    public void Start_OfRandomFloatNests_EqualsTheMethodOnSmallIntegers()
    {
        int lifted = 0;
        for (int seed = 0; seed < Count; seed++)
        {
            string text = new RandomNests(seed, isFloat: true).Write();
            KernelCase kernel = KernelCase.Of(text);
            lifted += kernel.Lift(TargetPresets.Fp32).Operation is null ? 0 : 1;
            Should.NotThrow(() => SmallIntegers.ShouldAgree(kernel, kernel.Accept(kernel.StartingText(TargetPresets.Fp32)), TargetPresets.Fp32), text);
        }

        TestContext.Current.SendDiagnosticMessage($"{lifted} of {Count} lifted");
        lifted.ShouldBeGreaterThan(Count / 4);
    }
}
