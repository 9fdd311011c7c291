using Autocomp.Emulator;
using Autocomp.Isa;
using Autocomp.Search.Verification;

namespace Autocomp.Search.Tests.Verification;

public sealed class PolluterTests
{
    public static TheoryData<string> Targets => [.. TargetPresets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Run_EveryTarget_EndsWithoutFaultAndTwice(string name)
    {
        TargetDescription target = TargetPresets.All.Single(t => t.Name == name);
        using var runner = new KernelRunner(target);
        for (int i = 0; i < 2; i++) Polluter.For(target).Run(runner, new KernelRunOptions(), TestContext.Current.CancellationToken);
    }
}
