namespace Autocomp.Runtime.Tests;

/// <summary>The call that the generator would write for <c>Test.Kernels.Increment</c>.</summary>
internal static class IncrementCall
{
    public static KernelRun Increment(this EmulatedAccelerator accelerator, ReadOnlySpan<sbyte> x, Span<sbyte> y, int? n, int delta)
    {
        KernelCall call = accelerator.Prepare("Test", "Test.Kernels.Increment");
        call.In<sbyte>("x", x);
        call.Out<sbyte>("y", y);
        if (n is { } extent) call.Dimension("n", extent);
        call.Scalar("delta", delta);
        KernelRun run = call.Run(TestContext.Current.CancellationToken);
        call.CopyTo("y", y);
        return run;
    }
}
