using System.Reflection;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Tests.Execution;

/// <summary>Runs a kernel as C# and as tree, and as the tree of its printed text, and compares.</summary>
internal static class Differential
{
    private delegate void Run(ReadOnlySpan<int> x, Span<int> y, int s, float f);

    private static readonly (int Scalar, float Float)[] Inputs = [(0, 0f), (3, 1.5f), (-7, -2.25f), (int.MaxValue, 1e9f), (int.MinValue, float.NaN), (100, 3e38f)];

    /// <summary>Compares over all inputs.</summary>
    /// <param name="statements">Statements over spans x and y, int s and float f.</param>
    /// <param name="members">Members beside the kernel.</param>
    /// <param name="checkOverflow">The project's option.</param>
    public static void Compare(string statements, string members = "", bool checkOverflow = false)
    {
        CSharpCompilation compilation = Source.Compile(Source.InKernel(statements, members), checkOverflow);
        using MemoryStream image = new();
        var emitted = compilation.Emit(image);
        emitted.Success.ShouldBeTrue(string.Join("\n", emitted.Diagnostics.Select(Source.Describe)));
        FrontendResult result = KernelFrontend.Analyze(compilation, CancellationToken.None);
        result.Diagnostics.Select(Source.Describe).ShouldBeEmpty();
        KernelInfo kernel = result.Kernels.Single().Info;
        Run run = Assembly.Load(image.ToArray()).GetType("K")!.GetMethod("Run")!.CreateDelegate<Run>();

        ScheduleTree printed = SchedulePrinter.PrintTree(kernel, PointerBody.Of(kernel.Body));
        ScheduleResult read = Source.Schedule(printed.Text, kernel);
        read.Diagnostics.Select(Source.Describe).ShouldBeEmpty(printed.Text);
        Assert.Equal(printed.Text, read.Tree!.Text);

        foreach ((int s, float f) in Inputs)
        {
            int[] x = [5, -3, 127, int.MinValue, 0, 77, -128, int.MaxValue];
            int[]? expected = Host(run, x, s, f);
            Assert.Equal(Text(expected), Text(Tree(kernel.Body, x, s, f)));
            if (expected is null) continue;
            Assert.Equal(Text(expected), Text(Tree(printed.Body, x, s, f)));
            Assert.Equal(Text(expected), Text(Tree(read.Tree.Body, x, s, f)));
        }
    }

    private static string Text(int[]? values) => values is null ? "trap" : string.Join(" ", values);

    private static int[] Start() => [1, 2, 3, 4, 5, 6, 7, 8];

    private static int[]? Host(Run run, int[] x, int s, float f)
    {
        int[] y = Start();
        try
        {
            run(x, y, s, f);
            return y;
        }
        catch (Exception e) when (e is ArithmeticException or IndexOutOfRangeException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int[]? Tree(Frontend.Tree.Statement.Block body, int[] x, int s, float f)
    {
        long[] y = Array.ConvertAll(Start(), v => (long)v);
        TreeInterpreter interpreter = new();
        interpreter.Tensor("x", Array.ConvertAll(x, v => (long)v));
        interpreter.Tensor("y", y);
        interpreter.Scalar("s", s);
        interpreter.Scalar("f", Arithmetic.Bits(f));
        try
        {
            interpreter.Run(body);
            return Array.ConvertAll(y, v => (int)v);
        }
        catch (TrapException)
        {
            return null;
        }
    }
}
