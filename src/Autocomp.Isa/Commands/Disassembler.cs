using System.Globalization;
using System.Text;

namespace Autocomp.Isa;

/// <summary>Prints commands as assembly text, for example <c>mvin2 0x80100000, sp[0x40], cols=64, rows=16</c>.</summary>
public static class Disassembler
{
    /// <summary>One command as text. Optional fields at their default are left out; an unknown command prints its operands.</summary>
    /// <param name="encoded">The command as issued.</param>
    /// <param name="target">The target that would execute it.</param>
    public static string Print(EncodedCommand encoded, TargetDescription target)
    {
        if (DecodedCommand.Decode(encoded, target.Revision) is not { } decoded)
        {
            return string.Create(CultureInfo.InvariantCulture, $"custom3.{encoded.Funct7} 0x{encoded.Rs1:x}, 0x{encoded.Rs2:x}");
        }

        var text = new StringBuilder(decoded.Command.Name);
        string separator = " ";
        for (int i = 0; i < decoded.Values.Length; i++)
        {
            CommandField field = decoded.Command.Fields[i];
            if (field.DefaultBits(target.Dim) == decoded.Values[i])
            {
                continue;
            }

            text.Append(separator).Append(Print(field, decoded.Values[i]));
            separator = ", ";
        }

        if ((decoded.UndefinedBits1 | decoded.UndefinedBits2) != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{separator}undefined bits 0x{decoded.UndefinedBits1:x}, 0x{decoded.UndefinedBits2:x}");
        }

        return text.ToString();
    }

    private static string Print(CommandField field, ulong value) => field.Type switch
    {
        FieldType.Pointer => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}"),
        FieldType.LocalAddress => new LocalAddress((uint)value).ToString(),
        FieldType.Flag => value == 1 ? field.Name : $"!{field.Name}",
        FieldType.Float => string.Create(CultureInfo.InvariantCulture, $"{field.Name}={BitConverter.UInt32BitsToSingle((uint)value):R}"),
        FieldType.Dataflow or FieldType.Activation when (int)value < FieldValues.Names(field.Type).Length =>
            $"{field.Name}={FieldValues.Names(field.Type)[(int)value]}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{field.Name}={value}"),
    };
}
