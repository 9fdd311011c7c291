using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests.Projects;

/// <summary>Schedules that users write by hand, through a whole build.</summary>
public sealed class HandScheduleTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_HandScheduleThatIsRight_IsTheBaseline()
    {
        BuildOutcome outcome = await TestProject.BuildAsync(_folder, Source("for (int i = 0; i < 64; i++) { y[i] = 0; y[i] = x[i] + 1; }"));

        outcome.Diagnostics.Where(d => d.Severity == BuildSeverity.Error).ShouldBeEmpty();
        BuiltKernel built = outcome.Kernels.ShouldHaveSingleItem();
        BuildOutcome plain = await TestProject.BuildAsync(_folder, Source("for (int i = 0; i < 64; i++) y[i] = x[i] + 1;").Replace("[ScheduleFor(nameof(Next))]", "", StringComparison.Ordinal));
        built.Start.CanonicalText.ShouldNotBe(plain.Kernels[0].Start.CanonicalText);
        built.Best.Cycles.ShouldBeLessThanOrEqualTo(built.Start.Cycles);
    }

    [Fact]
    public async Task Build_HandScheduleThatIsWrong_IsAnErrorThatNamesIt()
    {
        BuildOutcome outcome = await TestProject.BuildAsync(_folder, Source("for (int i = 0; i < 64; i++) y[i] = x[i] + 2;"));

        outcome.Succeeded.ShouldBeFalse();
        BuildDiagnostic error = outcome.Diagnostics.Where(d => d.Severity == BuildSeverity.Error).ShouldHaveSingleItem();
        error.Id.ShouldBe("AC2003");
        error.Message.ShouldStartWith("The hand-written schedule NextByHand of kernel Kernels.Next was rejected: ");
    }

    private static string Source(string body) =>
        $$"""
        using System;
        using Autocomp;
        public static class Kernels
        {
            [Kernel]
            public static void Next([Shape("64")] ReadOnlySpan<int> x, [Output, Shape("64")] Span<int> y)
            {
                for (int i = 0; i < 64; i++) y[i] = x[i] + 1;
            }

            [ScheduleFor(nameof(Next))]
            internal static unsafe void NextByHand(int* x, int* y)
            {
                {{body}}
            }
        }
        """;
}
