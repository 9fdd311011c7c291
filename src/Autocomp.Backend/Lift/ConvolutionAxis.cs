namespace Autocomp.Backend.Lift;

/// <summary>One direction of a convolution: output position o and kernel position t meet at input position <c>o * Stride + t * Dilation - Padding</c>.</summary>
/// <param name="Outputs">Output positions.</param>
/// <param name="Taps">Kernel positions.</param>
/// <param name="Inputs">Input positions; those outside <c>0..Inputs-1</c> count as zero.</param>
/// <param name="Stride">Input positions from one output position to the next.</param>
/// <param name="Dilation">Input positions from one kernel position to the next.</param>
/// <param name="Padding">Input positions before the first one.</param>
public sealed record ConvolutionAxis(int Outputs, int Taps, int Inputs, int Stride, int Dilation, int Padding)
{
    /// <summary>Input position after the last one that any output position reads.</summary>
    public int End => (Outputs - 1) * Stride + (Taps - 1) * Dilation - Padding + 1;

    /// <summary>Whether some output position reads outside the input.</summary>
    public bool IsPadded => Padding > 0 || End > Inputs;

    /// <summary>Padding behind the last input position; negative when the last inputs are not read.</summary>
    public int PaddingAfter => End - Inputs;
}
