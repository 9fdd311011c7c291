namespace Autocomp.Backend.Lift;

/// <summary>Max pooling of a convolution's finished elements: pooled pixel (u, v) is the largest of rows <c>u * Stride - Padding …</c> and columns alike; positions outside the image don't count.</summary>
/// <param name="Size">Rows and columns of the window.</param>
/// <param name="Stride">Rows and columns from one window to the next.</param>
/// <param name="Padding">Rows above and columns left of the image that the first window covers.</param>
/// <param name="Rows">Pooled rows.</param>
/// <param name="Columns">Pooled columns.</param>
public sealed record ConvolutionPooling(int Size, int Stride, int Padding, int Rows, int Columns);
