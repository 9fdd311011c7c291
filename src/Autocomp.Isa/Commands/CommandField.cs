namespace Autocomp.Isa;

/// <summary>One bit field of a command's operands.</summary>
/// <param name="Name">The parameter's name in the intrinsic, camel case.</param>
/// <param name="Operand">1 for rs1, 2 for rs2.</param>
/// <param name="LowBit">Lowest bit of the field.</param>
/// <param name="Width">Width in bits, 1..64.</param>
/// <param name="Type">What the field holds, and so the C# type of the parameter.</param>
/// <param name="Default">The C# default value as text, or null when the argument is required.</param>
/// <param name="Documentation">Meaning, unit and limits, for hover text and prompts.</param>
public sealed record CommandField(
    string Name,
    int Operand,
    int LowBit,
    int Width,
    FieldType Type,
    string? Default,
    string Documentation);
