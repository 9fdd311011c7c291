using Autocomp.Search.Projects;

namespace Autocomp.Search.Tests.Reference;

/// <summary>What a build says about kernels whose C# method cannot serve as the reference.</summary>
public sealed class ReferenceDiagnosticTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_MethodsThatThrowOrNeverEndOrLeaveOutputs_AreErrorsAtTheirKernels()
    {
        BuildOutcome outcome = await TestProject.BuildAsync(
            _folder,
            """
            using System;
            using Autocomp;
            public static class Kernels
            {
                [Kernel]
                public static void Throws([Shape("8")] ReadOnlySpan<int> x, [Output, Shape("8")] Span<int> y)
                {
                    for (int i = 0; i < 8; i++) y[i] = x[i + (x[i] | 1) * 0 + 1];
                }

                [Kernel]
                public static void NeverEnds([Shape("8")] ReadOnlySpan<int> x, [Output, Shape("8")] Span<int> y)
                {
                    int i = 0;
                    while (i < 8) { y[0] = x[i]; i = i > 4 ? 0 : i + 1; }
                }

                [Kernel]
                public static void Leaves([Shape("8")] ReadOnlySpan<int> x, [Output, Shape("8")] Span<int> y)
                {
                    for (int i = 1; i < 8; i++) y[i] = x[i];
                }
            }
            """);

        outcome.Succeeded.ShouldBeFalse();
        outcome.Kernels.ShouldBeEmpty();
        string[] lines = [.. outcome.Diagnostics.Select(d => d.ToString())];
        lines.Length.ShouldBe(3, string.Join("\n", lines));
        lines[0].ShouldBe("Kernels.cs(6,24,6,30): error AC2001: The C# method of kernel Kernels.Throws cannot serve as the reference: the kernel threw IndexOutOfRangeException at Kernels.cs(8): Index was outside the bounds of the array. (inputs of trial inrange-1)");
        lines[1].ShouldStartWith("Kernels.cs(12,24,12,33): error AC2001: The C# method of kernel Kernels.NeverEnds cannot serve as the reference: the kernel did not end within 3 s");
        lines[2].ShouldStartWith("Kernels.cs(19,24,19,30): error AC2001: The C# method of kernel Kernels.Leaves cannot serve as the reference: the kernel leaves element 0 of its [Output] parameter 'y' unwritten");
    }
}
