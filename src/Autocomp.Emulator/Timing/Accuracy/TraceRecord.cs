using System.Globalization;

namespace Autocomp.Emulator.Timing;

/// <summary>One line of a command trace.</summary>
/// <param name="Kind"><c>c</c> command, <c>f</c> fence, <c>d</c> delay, <c>@</c> earliest cycle in the segment.</param>
/// <param name="Value">funct7, or the number of cycles.</param>
/// <param name="Rs1">First operand.</param>
/// <param name="Rs2">Second operand.</param>
internal readonly record struct TraceRecord(char Kind, int Value, ulong Rs1, ulong Rs2)
{
    /// <summary>Reads one line.</summary>
    /// <exception cref="FormatException">The line is none of the four kinds.</exception>
    public static TraceRecord Parse(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["f"] => new('f', 0, 0, 0),
            ["c", var funct, var rs1, var rs2] => new('c', int.Parse(funct, NumberStyles.HexNumber, CultureInfo.InvariantCulture), Hex(rs1), Hex(rs2)),
            ["d" or "@", var count] => new(parts[0][0], int.Parse(count, CultureInfo.InvariantCulture), 0, 0),
            _ => throw new FormatException($"'{line}' is not a trace record: expected 'c FUNCT RS1 RS2', 'f', 'd N' or '@ N'."),
        };
    }

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
