using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Isa;
using Autocomp.Search.Proposer;

namespace Autocomp.Search.Tests.Proposer;

/// <summary>Schedules hold a private method beside the entry, which has the kernel's name.</summary>
public sealed class EntryNameTests
{
    [Theory]
    [InlineData("Product")]
    [InlineData("BlockProduct")]
    public void TryWrite_KernelNamedLikeTheHelper_IsAccepted(string name)
    {
        (KernelInfo kernel, var product) = TestKernels.Dense(32, 32, 32);
        kernel = kernel with { MetadataName = "Sample.Layers." + name };
        var space = new GemmSpace(new GemmShape(kernel, (TensorOperation.MatrixProduct)product, TargetPresets.Int8));

        ImmutableArray<string> wrong = [.. ScheduleFrontend.Analyze(space.TryWrite(space.Plain)!, "schedule.cs", kernel, TestContext.Current.CancellationToken).Diagnostics.Select(d => d.ToString())];

        wrong.ShouldBeEmpty();
    }
}
