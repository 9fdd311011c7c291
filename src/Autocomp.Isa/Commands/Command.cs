using System.Collections.Immutable;

namespace Autocomp.Isa;

/// <summary>One row of the command table: a RoCC custom-3 command of the accelerator.</summary>
/// <param name="Name">The assembly name, for example <c>mvin2</c> or <c>config_ld</c>.</param>
/// <param name="Intrinsic">The method of <c>Autocomp.Gemmini</c> that issues it, for example <c>Mvin2</c>.</param>
/// <param name="Funct7">The funct7 field of the instruction.</param>
/// <param name="Selector">For funct7 0 (config): the value of rs1[1:0]; otherwise null.</param>
/// <param name="Unit">Which queue of the reservation station it goes to.</param>
/// <param name="Fields">Operand fields in the order of the intrinsic's parameters.</param>
/// <param name="Summary">One sentence for documentation and prompts.</param>
/// <param name="Revisions">The revisions that decode it.</param>
/// <param name="FixedMask">Bits of rs1 that tell this row from others of the same funct7, the selector included.</param>
/// <param name="FixedBits">What the bits of <paramref name="FixedMask"/> hold; or this into rs1.</param>
/// <param name="HasResult">Whether the command writes rd (funct3 0x7, a 32-bit result); otherwise funct3 is 0x3.</param>
/// <remarks>
/// An intrinsic call is lowered by name: for each field, <c>(argument &amp; (2^Width - 1)) &lt;&lt; LowBit</c> is or-ed into its
/// operand, and <see cref="FixedBits"/> into rs1. Two rows may share an intrinsic when a revision lacks some fields;
/// the arguments of absent fields must then be constants equal to their defaults.
/// </remarks>
public sealed record Command(
    string Name,
    string Intrinsic,
    int Funct7,
    int? Selector,
    CommandUnit Unit,
    ImmutableArray<CommandField> Fields,
    string Summary,
    ImmutableArray<RtlRevision> Revisions,
    ulong FixedMask = 0,
    ulong FixedBits = 0,
    bool HasResult = false)
{
    /// <summary>The field of that name, or null.</summary>
    /// <param name="name">A parameter name of the intrinsic.</param>
    public CommandField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);
}
