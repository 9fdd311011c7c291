using System.Globalization;

namespace Autocomp.Isa;

/// <summary>One bit field of a command's operands.</summary>
/// <param name="Name">The parameter's name in the intrinsic, camel case.</param>
/// <param name="Operand">1 for rs1, 2 for rs2.</param>
/// <param name="LowBit">Lowest bit of the field.</param>
/// <param name="Width">Width in bits, 1..64.</param>
/// <param name="Type">What the field holds, and so the C# type of the parameter.</param>
/// <param name="Default">The C# default value as text, or null when the argument is required.</param>
/// <param name="Documentation">Meaning, unit and limits, for hover text and prompts.</param>
/// <param name="ZeroMeansDim">A constant argument of 0 (the default) stands for the target's array size, and is encoded as that.</param>
public sealed record CommandField(
    string Name,
    int Operand,
    int LowBit,
    int Width,
    FieldType Type,
    string? Default,
    string Documentation,
    bool ZeroMeansDim = false)
{
    /// <summary>The lowest <see cref="Width"/> bits set.</summary>
    public ulong Mask => Width == 64 ? ulong.MaxValue : (1UL << Width) - 1;

    /// <summary>The C# type of the intrinsic's parameter.</summary>
    public string TypeName => Type switch
    {
        FieldType.Flag => "bool",
        FieldType.Pointer => "void*",
        FieldType.LocalAddress => "uint",
        FieldType.Float => "float",
        FieldType.Dataflow => "Dataflow",
        FieldType.Activation => "Activation",
        _ => Width > 32 ? "long" : "int",
    };

    /// <summary>The intrinsic's parameter as C# declares it, with its default.</summary>
    public string Declaration => Default is null ? $"{TypeName} {Name}" : $"{TypeName} {Name} = {Default}";

    /// <summary>The field's bits taken out of a command's operands.</summary>
    /// <param name="rs1">First operand.</param>
    /// <param name="rs2">Second operand.</param>
    public ulong Extract(ulong rs1, ulong rs2) => ((Operand == 1 ? rs1 : rs2) >> LowBit) & Mask;

    /// <summary>The default argument as field bits, or null when the argument is required.</summary>
    /// <param name="dim">The target's array size.</param>
    public ulong? DefaultBits(int dim)
    {
        if (Default is null)
        {
            return null;
        }

        ulong bits = Type switch
        {
            FieldType.Float => BitConverter.SingleToUInt32Bits(
                float.Parse(Default.AsSpan().TrimEnd('f'), CultureInfo.InvariantCulture)),
            FieldType.Flag => Default == "true" ? 1UL : 0,
            FieldType.Dataflow or FieldType.Activation => (ulong)FieldValues.Parse(Type, Default),
            _ => ulong.Parse(Default, CultureInfo.InvariantCulture),
        };
        return ZeroMeansDim && bits == 0 ? (ulong)dim : bits;
    }
}
