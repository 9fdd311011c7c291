using Autocomp.Search.Projects;
using Autocomp.Search.Store.Shared;

namespace Autocomp.Search.Tests.Projects;

public sealed class SharedScheduleBuildTests
{
    private const string Lifted = """
        using System;
        using Autocomp;
        public static class K
        {
            [Kernel]
            public static void Product([Shape("16, 16")] ReadOnlySpan<sbyte> a, [Shape("16, 16")] ReadOnlySpan<sbyte> b, [Output, Shape("16, 16")] Span<int> c)
            {
                for (int i = 0; i < 16; i++)
                    for (int j = 0; j < 16; j++)
                    {
                        int sum = 0;
                        for (int k = 0; k < 16; k++) sum += a[i * 16 + k] * b[k * 16 + j];
                        c[i * 16 + j] = sum;
                    }
            }
        }
        """;

    [Fact]
    public async Task Build_ScheduleThatAnotherMachineFound_IsVerifiedAndUsedExceptInLocked()
    {
        using TestFolder one = new(), two = new(), shared = new();
        BuildOutcome tuned = await TestProject.BuildAsync(one, Lifted, s => s with { Mode = BuildMode.Tune, MaxEvaluations = 6, SharedSchedules = shared.Path, ShareSchedules = true });
        tuned.Succeeded.ShouldBeTrue(string.Join("\n", tuned.Diagnostics));

        BuildOutcome other = await TestProject.BuildAsync(two, Lifted, s => s with { SharedSchedules = shared.Path });
        BuiltKernel built = other.Kernels.ShouldHaveSingleItem();
        built.Entry.ShouldBe("shared");
        built.Best.Cycles.ShouldBe(tuned.Kernels[0].Best.Cycles);
        other.Diagnostics.ShouldBeEmpty();

        BuildOutcome locked = await TestProject.BuildAsync(two, Lifted, s => s with { Mode = BuildMode.Locked, SharedSchedules = shared.Path });
        locked.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("AC3001");
    }

    [Fact]
    public async Task Build_SharedScheduleThatIsWrong_IsNotUsed()
    {
        using TestFolder one = new(), two = new(), shared = new();
        await TestProject.BuildAsync(one, Lifted, s => s with { Mode = BuildMode.Tune, MaxEvaluations = 4, SharedSchedules = shared.Path, ShareSchedules = true });
        string file = Directory.GetFiles(shared.Path, "*.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("Gemmini.Fence();", "", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        BuildOutcome other = await TestProject.BuildAsync(two, Lifted, s => s with { SharedSchedules = shared.Path });

        other.Kernels.ShouldHaveSingleItem().Entry.ShouldBe("start");
        other.Diagnostics.ShouldContain(d => d.Id == "AC3008" && d.Message.Contains("one for K.Product was refused: it was rejected (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_SharedScheduleThatCanOnlyBeTested_IsUsedWhenItIsOurOwnStartAndRefusedOtherwise()
    {
        using TestFolder one = new(), two = new(), three = new(), shared = new();
        BuildOutcome tuned = await TestProject.BuildAsync(one, Lifted, s => s with { Mode = BuildMode.Tune, MaxEvaluations = 6, SharedSchedules = shared.Path, ShareSchedules = true });
        string file = Directory.GetFiles(shared.Path, "*.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        SharedEntry entry = SharedEntry.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!;
        // Right for all inputs, but by an operation that the symbolic check knows nothing of, whoever is said to have made it.
        string unproved = entry.Schedule.Replace("Gemmini.Fence();", "Gemmini.Fence();\n        c[0] = c[0] & c[0];", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, (entry with { Schedule = unproved, Provenance = "lowered" }).Write(), TestContext.Current.CancellationToken);

        BuildOutcome refused = await TestProject.BuildAsync(two, Lifted, s => s with { SharedSchedules = shared.Path });

        refused.Succeeded.ShouldBeTrue();
        refused.Kernels.ShouldHaveSingleItem().Entry.ShouldBe("start");
        refused.Diagnostics.ShouldContain(d => d.Id == "AC3008" && d.Message.Contains("it can only be tested here, not proved, and it is not the start that this build makes itself", StringComparison.Ordinal));

        await File.WriteAllBytesAsync(file, (entry with { Schedule = tuned.Kernels[0].Start.CanonicalText! }).Write(), TestContext.Current.CancellationToken);
        BuildOutcome taken = await TestProject.BuildAsync(three, Lifted, s => s with { SharedSchedules = shared.Path });
        BuiltKernel built = taken.Kernels.ShouldHaveSingleItem();
        (built.Entry, built.Verified).ShouldBe(("shared", "proved"));
    }

    [Fact]
    public async Task Build_PlaceThatIsDown_GoesOnWithoutItAndSaysSoOnce()
    {
        using TestFolder folder = new();

        BuildOutcome outcome = await TestProject.BuildAsync(folder, Lifted, s => s with { SharedSchedules = Path.Combine(folder.Path, "unmounted") });

        outcome.Succeeded.ShouldBeTrue();
        outcome.Diagnostics.Select(d => d.Id).ShouldBe(["AC3007", "AC3008"], ignoreOrder: true);
    }

    [Fact]
    public async Task Build_Again_TakesWhatTheFirstHasProvedAndLeavesTheSameBytes()
    {
        using TestFolder folder = new();
        await TestProject.BuildAsync(folder, Lifted);
        string first = await ManifestAsync(folder);

        BuildOutcome again = await TestProject.BuildAsync(folder, Lifted + "\n// nothing of the kernel\n");

        again.Kernels.ShouldHaveSingleItem().Entry.ShouldBe("start");
        again.Diagnostics.Select(d => d.Id).ShouldBe(["AC3007"]);
        (await ManifestAsync(folder)).ShouldBe(first);

        BuildOutcome changed = await TestProject.BuildAsync(folder, Lifted.Replace("int sum = 0", "int sum = 1", StringComparison.Ordinal));
        changed.Kernels[0].Code.Elf.ShouldNotBe(again.Kernels[0].Code.Elf);
    }

    private static Task<string> ManifestAsync(TestFolder folder) => File.ReadAllTextAsync(Path.Combine(folder.Path, "obj", "out", "manifest.json"), TestContext.Current.CancellationToken);
}
