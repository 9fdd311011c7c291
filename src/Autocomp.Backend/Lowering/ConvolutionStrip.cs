using Autocomp.Backend.Lift;
using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>A strip of neighbouring pixels of one output row, visited once for each kernel position that meets input.</summary>
/// <param name="convolution">The convolution.</param>
/// <param name="names">Names for locals.</param>
internal sealed class ConvolutionStrip(TensorOperation.Convolution convolution, ScheduleNames names)
{
    private readonly string first = names.Fresh("first");
    private readonly string last = names.Fresh("last");
    private readonly string x = names.Fresh("x");
    private readonly string y = names.Fresh("y");

    /// <summary>Loop variable over kernel rows.</summary>
    public string Row { get; } = names.Fresh("r");

    /// <summary>Loop variable over kernel columns.</summary>
    public string Column { get; } = names.Fresh("s");

    /// <summary>The number of pixels of the strip that meet input at the current kernel position.</summary>
    public string Pixels { get; private set; } = "";

    private bool IsClipped => convolution.Horizontal.IsPadded;

    /// <summary>Writes loops over kernel positions.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="row">The output row.</param>
    /// <param name="column">The first output column.</param>
    /// <param name="pixels">The pixels.</param>
    /// <param name="body">Writes what happens at one position.</param>
    public void Taps(ScheduleText text, string row, string column, string pixels, Action body)
    {
        ConvolutionAxis vertical = convolution.Vertical, horizontal = convolution.Horizontal;
        text.Tiles(Row, vertical.Taps, 1, () =>
        {
            text.Line($"int {y} = {Position(vertical, row, Row)};");
            if (vertical.IsPadded)
            {
                text.Line($"if ({y} < 0 || {y} >= {vertical.Inputs}) continue;");
            }

            text.Tiles(Column, horizontal.Taps, 1, () =>
            {
                text.Line($"int {x} = {Position(horizontal, column, Column)};");
                Pixels = pixels;
                if (IsClipped)
                {
                    string round = horizontal.Stride == 1 ? "" : $" + {horizontal.Stride - 1}";
                    string over = horizontal.Stride == 1 ? "" : $" / {horizontal.Stride}";
                    text.Line($"int {first} = Math.Max(0, (-{x}{round}){over}), {last} = Math.Min({pixels}, ({horizontal.Inputs} - {x}{round}){over});");
                    text.Line($"if ({first} >= {last}) continue;");
                    Pixels = $"{last} - {first}";
                }

                body();
            });
        });
    }

    /// <summary>The address of the first pixel that meets input.</summary>
    /// <param name="batch">The image.</param>
    /// <param name="channel">The first channel.</param>
    public string Source(string batch, (string Variable, long Stride) channel)
    {
        ConvolutionImage image = convolution.X;
        List<(string, long)> terms = [(batch, image.BatchStride), (y, image.RowStride), (x, image.ColumnStride)];
        if (IsClipped)
        {
            terms.Add((first, image.ColumnStride * convolution.Horizontal.Stride));
        }

        return Address(image.Tensor.Name, image.Offset, [.. terms, channel]);
    }

    /// <summary>The sums of the first pixel that meets input.</summary>
    /// <param name="sum">The sums of the strip.</param>
    /// <param name="block">Rows further on.</param>
    public string Sums(string sum, string block) => IsClipped ? $"{sum} + (uint){block} + (uint){first}" : $"{sum} + (uint){block}";

    private static string Position(ConvolutionAxis axis, string output, string tap)
    {
        string position = axis.Stride == 1 ? output : $"{output} * {axis.Stride}";
        position += axis.Dilation == 1 ? $" + {tap}" : $" + {tap} * {axis.Dilation}";
        return axis.Padding == 0 ? position : $"{position} - {axis.Padding}";
    }
}
