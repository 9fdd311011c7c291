using System.Text.Json;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;
using Autocomp.Search.Evaluation;

namespace Autocomp.Search.Tests.Evaluation;

public sealed class WireJsonTests
{
    [Fact]
    public void Context_ThereAndBack_KeepsEverything()
    {
        (KernelInfo kernel, TensorOperation operation) = TestKernels.Dense(3, 5, 7);
        foreach (TargetDescription target in TargetPresets.All)
        {
            var context = new EvaluationContext(KernelSignature.Of(kernel), operation, target, "/folder");
            string once = JsonSerializer.Serialize(context, WireJson.Options);
            EvaluationContext back = JsonSerializer.Deserialize<EvaluationContext>(once, WireJson.Options)!;
            JsonSerializer.Serialize(back, WireJson.Options).ShouldBe(once);
            back.Target.ShouldBe(target);
            back.Operation.ShouldBeOfType<TensorOperation.MatrixProduct>().Epilogue.ScaleParameter!.Name.ShouldBe("scale");
            back.Kernel.ToKernelInfo().AbiParameters.Select(p => p.Name).ShouldBe(["x", "w", "bias", "y", "scale"]);
        }
    }
}
