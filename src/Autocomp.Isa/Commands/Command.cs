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
public sealed record Command(
    string Name,
    string Intrinsic,
    int Funct7,
    int? Selector,
    CommandUnit Unit,
    ImmutableArray<CommandField> Fields,
    string Summary,
    ImmutableArray<RtlRevision> Revisions);
