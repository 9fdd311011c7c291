namespace Autocomp.Emulator.Timing;

/// <summary>What the core's timing needs to know of each opcode, in flat tables.</summary>
internal static class InstructionTraits
{
    private static readonly InstructionTrait[] All = Build();

    public static ref readonly InstructionTrait Of(Opcode opcode) => ref All[(int)opcode];

    private static InstructionTrait[] Build()
    {
        var traits = new InstructionTrait[OpcodeTable.Rows.Max(row => (int)row.Opcode) + 1];
        foreach (var row in OpcodeTable.Rows)
        {
            traits[(int)row.Opcode] = new InstructionTrait(
                row.Class,
                row.Rd == RegisterFile.Integer,
                row.Rd == RegisterFile.Float,
                row.Rs1,
                row.Rs2,
                row.Rs3,
                IsDoublePipe(row.Name),
                row.Name is "lb" or "lbu" or "lh" or "lhu",
                BytesOf(row.Name));
        }

        return traits;
    }

    /// <summary>Whether the result comes from the longer pipe for doubles; sign injection and minimum take the short one.</summary>
    private static bool IsDoublePipe(string name) =>
        (name.EndsWith(".d", StringComparison.Ordinal) || name.Contains(".d.", StringComparison.Ordinal)) &&
        !name.StartsWith("fsgnj", StringComparison.Ordinal) && !name.StartsWith("fmin", StringComparison.Ordinal) && !name.StartsWith("fmax", StringComparison.Ordinal);

    private static int BytesOf(string name) => name switch
    {
        "lb" or "lbu" or "sb" => 1,
        "lh" or "lhu" or "sh" => 2,
        "lw" or "lwu" or "sw" or "flw" or "fsw" => 4,
        _ => name.EndsWith(".w", StringComparison.Ordinal) ? 4 : 8,
    };
}
