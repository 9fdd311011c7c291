using System.Collections.Immutable;

namespace Autocomp.Isa;

/// <summary>
/// The one table of accelerator commands. Intrinsics, encoder, decoder, disassembler and prompt text all come from it.
/// </summary>
/// <remarks>Source: the public Gemmini RTL and gemmini.h (2025), and for the revision of 2023 the encodings recorded with its RTL timings.</remarks>
public static partial class CommandTable
{
    private static readonly ImmutableArray<RtlRevision> Both = [RtlRevision.Rtl2023, RtlRevision.Rtl2025];
    private static readonly ImmutableArray<RtlRevision> Only2023 = [RtlRevision.Rtl2023];
    private static readonly ImmutableArray<RtlRevision> Only2025 = [RtlRevision.Rtl2025];

    /// <summary>All rows, plain commands first, in the order of the generated intrinsics.</summary>
    public static ImmutableArray<Command> All { get; } = [.. PlainCommands(), .. LoopMatmulCommands(), .. LoopConvCommands()];

    private static readonly Dictionary<(string Intrinsic, RtlRevision Revision), Command> ByIntrinsic =
        All.SelectMany(row => row.Revisions.Select(revision => (row, revision)))
            .ToDictionary(pair => (pair.row.Intrinsic, pair.revision), pair => pair.row);

    private static readonly ImmutableArray<Command>[][] ByFunct7 =
        [.. Enum.GetValues<RtlRevision>().Select(revision => Enumerable.Range(0, 128)
            .Select(funct7 => All.Where(row => row.Funct7 == funct7 && row.Revisions.Contains(revision)).ToImmutableArray())
            .ToArray())];

    /// <summary>The row that an intrinsic issues on a revision, or null when the revision has no such command.</summary>
    /// <param name="intrinsic">A method name of <c>Autocomp.Gemmini</c>.</param>
    /// <param name="revision">The target's revision.</param>
    public static Command? FindIntrinsic(string intrinsic, RtlRevision revision) =>
        ByIntrinsic.GetValueOrDefault((intrinsic, revision));

    /// <summary>The row that a revision decodes from an instruction, or null for an unknown command.</summary>
    /// <param name="funct7">The instruction's funct7.</param>
    /// <param name="rs1">First operand: its fixed bits select among rows of one funct7.</param>
    /// <param name="revision">The target's revision.</param>
    public static Command? Find(int funct7, ulong rs1, RtlRevision revision)
    {
        foreach (Command row in ByFunct7[(int)revision][funct7 & 127])
        {
            if ((rs1 & row.FixedMask) == row.FixedBits)
            {
                return row;
            }
        }

        return null;
    }

    private static CommandField Integer(string name, int operand, int low, int width, string documentation, string? @default = null) =>
        new(name, operand, low, width, FieldType.Integer, @default, documentation);

    private static CommandField Flag(string name, int operand, int bit, string documentation) =>
        new(name, operand, bit, 1, FieldType.Flag, "false", documentation);

    private static CommandField Pointer(string name, int operand, string documentation) =>
        new(name, operand, 0, 64, FieldType.Pointer, null, documentation);

    private static CommandField Local(string name, int operand, string documentation) =>
        new(name, operand, 0, 32, FieldType.LocalAddress, null, documentation);

    private static CommandField Activation(int operand, int low, int width) =>
        new("activation", operand, low, width, FieldType.Activation, "Activation.None", "activation function of the results");

    private static CommandField Scale(string name, int operand, string documentation) =>
        new(name, operand, 32, 32, FieldType.Float, "1f", documentation);
}
