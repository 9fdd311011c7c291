namespace Autocomp.Isa;

/// <summary>Builds operands from field values.</summary>
public static class CommandEncoder
{
    /// <summary>Encodes a command from named arguments, as a call of its intrinsic with constant arguments would.</summary>
    /// <param name="command">The row of the table.</param>
    /// <param name="arguments">Field bits by field name; fields with a default may be absent.</param>
    /// <param name="dim">The target's array size.</param>
    /// <exception cref="ArgumentException">An unknown or missing field, or a value wider than its field.</exception>
    public static EncodedCommand Encode(Command command, IReadOnlyDictionary<string, ulong> arguments, int dim)
    {
        foreach (string name in arguments.Keys)
        {
            if (command.Field(name) is null)
            {
                throw new ArgumentException($"{command.Name} has no field '{name}'.", nameof(arguments));
            }
        }

        ulong rs1 = command.FixedBits;
        ulong rs2 = 0;
        foreach (CommandField field in command.Fields)
        {
            ulong value = Value(command, field, arguments, dim);
            if (field.Operand == 1)
            {
                rs1 |= value << field.LowBit;
            }
            else
            {
                rs2 |= value << field.LowBit;
            }
        }

        return new EncodedCommand(command.Funct7, rs1, rs2);
    }

    private static ulong Value(Command command, CommandField field, IReadOnlyDictionary<string, ulong> arguments, int dim)
    {
        if (!arguments.TryGetValue(field.Name, out ulong value))
        {
            return field.DefaultBits(dim)
                ?? throw new ArgumentException($"{command.Name} needs '{field.Name}'.", nameof(arguments));
        }

        if (value > field.Mask)
        {
            throw new ArgumentException($"{command.Name}: '{field.Name}' = {value} does not fit {field.Width} bits.", nameof(arguments));
        }

        return field.ZeroMeansDim && value == 0 ? (ulong)dim : value;
    }
}
