using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Which operand bits mean something, by the command table.</summary>
internal sealed class DefinedBits(RtlRevision revision)
{
    private static readonly RtlRevision[] Revisions = Enum.GetValues<RtlRevision>();
    private static readonly ImmutableArray<Row>[][] Tables = [.. Revisions.Select(Table)];

    private readonly ImmutableArray<Row>[] _rows = Tables[Array.IndexOf(Revisions, revision)];

    /// <summary>What is wrong with a command whose operands have bits outside every field; null when all is well or the command is unknown.</summary>
    public RevisionDifference? Check(int funct7, ulong rs1, ulong rs2)
    {
        foreach (Row row in _rows[funct7 & 127])
        {
            if (row.Matches(rs1)) return row.Covers(rs1, rs2) ? null : Name(funct7, rs1, rs2);
        }

        return null;
    }

    private RevisionDifference Name(int funct7, ulong rs1, ulong rs2)
    {
        bool newer = revision != Revisions[^1] && Tables[^1][funct7 & 127].Any(row => row.Matches(rs1) && row.Covers(rs1, rs2));
        return newer ? RevisionDifferences.NewerBits : RevisionDifferences.UndefinedBits;
    }

    private static ImmutableArray<Row>[] Table(RtlRevision revision) =>
        [.. Enumerable.Range(0, 128).Select(funct7 => Rows([.. CommandTable.All.Where(row => row.Funct7 == funct7 && row.Revisions.Contains(revision))]))];

    /// <summary>Bits that one form of a command has and another ignores are defined in both: config_ex may set strides only.</summary>
    private static ImmutableArray<Row> Rows(Command[] commands) =>
    [
        .. commands.Select(command =>
        {
            Row[] forms = [.. commands.Where(other => other.Selector == command.Selector).Select(Row.Of)];
            return new Row(command.FixedMask, command.FixedBits, forms.Aggregate(0UL, (bits, form) => bits | form.Defined1), forms.Aggregate(0UL, (bits, form) => bits | form.Defined2));
        }),
    ];

    private readonly record struct Row(ulong FixedMask, ulong FixedBits, ulong Defined1, ulong Defined2)
    {
        public static Row Of(Command command) => new(
            command.FixedMask,
            command.FixedBits,
            command.Fields.Where(field => field.Operand == 1).Aggregate(command.FixedMask, (bits, field) => bits | field.Mask << field.LowBit),
            command.Fields.Where(field => field.Operand == 2).Aggregate(0UL, (bits, field) => bits | field.Mask << field.LowBit));

        public bool Matches(ulong rs1) => (rs1 & FixedMask) == FixedBits;

        public bool Covers(ulong rs1, ulong rs2) => ((rs1 & ~Defined1) | (rs2 & ~Defined2)) == 0;
    }
}
