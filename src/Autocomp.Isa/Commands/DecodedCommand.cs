using System.Collections.Immutable;

namespace Autocomp.Isa;

/// <summary>A command with its fields taken apart.</summary>
/// <param name="Command">The row of the table.</param>
/// <param name="Values">Field bits in the order of <see cref="Command.Fields"/>.</param>
/// <param name="UndefinedBits1">Bits of rs1 that are set and belong to no field.</param>
/// <param name="UndefinedBits2">Bits of rs2 that are set and belong to no field.</param>
public sealed record DecodedCommand(Command Command, ImmutableArray<ulong> Values, ulong UndefinedBits1, ulong UndefinedBits2)
{
    /// <summary>Decodes a command, or gives null when the revision does not have it.</summary>
    /// <param name="encoded">The command as issued.</param>
    /// <param name="revision">The target's revision.</param>
    public static DecodedCommand? Decode(EncodedCommand encoded, RtlRevision revision)
    {
        if (CommandTable.Find(encoded.Funct7, encoded.Rs1, revision) is not { } command)
        {
            return null;
        }

        ulong rest1 = encoded.Rs1 & ~command.FixedMask;
        ulong rest2 = encoded.Rs2;
        foreach (CommandField field in command.Fields)
        {
            ulong bits = field.Mask << field.LowBit;
            rest1 &= field.Operand == 1 ? ~bits : ulong.MaxValue;
            rest2 &= field.Operand == 2 ? ~bits : ulong.MaxValue;
        }

        return new DecodedCommand(
            command,
            [.. command.Fields.Select(field => field.Extract(encoded.Rs1, encoded.Rs2))],
            rest1,
            rest2);
    }

    /// <summary>The bits of a named field.</summary>
    /// <param name="field">A field name of the row.</param>
    public ulong this[string field]
    {
        get
        {
            for (int i = 0; i < Values.Length; i++)
            {
                if (Command.Fields[i].Name == field)
                {
                    return Values[i];
                }
            }

            throw new KeyNotFoundException($"{Command.Name} has no field '{field}'.");
        }
    }
}
