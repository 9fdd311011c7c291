using System.Globalization;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>What the accelerator can do to integer sums on their way out.</summary>
internal static class EpilogueRules
{
    /// <summary>The epilogue that gives the stored value, or null with a remark.</summary>
    /// <param name="value">The stored value.</param>
    /// <param name="result">Where it is stored.</param>
    /// <param name="span">The place for the remark.</param>
    /// <param name="log">Takes the remark.</param>
    public static Epilogue? Of(EpilogueValue value, KernelParameter result, SourceSpan? span, LiftLog log)
    {
        switch (result.Scalar, value.Stage)
        {
            case (ScalarType.Int32, EpilogueValue.Step.Sum):
                return value.Relu
                    ? log.Refuse<Epilogue>("the accelerator has no ReLU for results of full width", span)
                    : new Epilogue(null, 1, false, false);
            case (ScalarType.Int8, EpilogueValue.Step.Rounded) when value is { Low: -128 or 0, High: 127 }:
                return new Epilogue(value.ScaleParameter, value.ScaleConstant, value.Relu || value.Low == 0, true);
            case (ScalarType.Int8, EpilogueValue.Step.Rounded):
                string limits = string.Create(CultureInfo.InvariantCulture, $"{value.Low}..{value.High}");
                return log.Refuse<Epilogue>($"results are limited to {limits}; the accelerator saturates to -128..127", span);
            default:
                return log.Refuse<Epilogue>($"results of type {result.Scalar} are not what the accelerator stores here", span);
        }
    }
}
