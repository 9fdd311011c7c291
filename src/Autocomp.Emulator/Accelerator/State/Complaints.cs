using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Words faults of the accelerator: each names the command at fault, also inside a loop.</summary>
internal sealed class Complaints(TargetDescription target, FaultSink sink)
{
    public bool IsStrict => sink.Policy == Policy.Strict;

    /// <summary>The instruction that is executed.</summary>
    public ulong ProgramCounter { get; set; }

    /// <summary>The command that the core issued.</summary>
    public EncodedCommand Command { get; set; }

    /// <summary>The command that a loop unrolled, null outside loops.</summary>
    public EncodedCommand? Step { get; set; }

    /// <summary>Number of the loop that is unrolled: positive for a product of loop_ws, negative for other loops, 0 outside.</summary>
    public int Loop { get; set; }

    /// <summary>Whether a fault of a kind would be heard: every one in strict, the first of this command in permissive.</summary>
    public bool Hears(FaultKind kind) => IsStrict || sink.Hears(kind, ProgramCounter, Detail);

    /// <summary>Reports a fault of the current command. Returns only under the permissive policy.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sentence">A sentence whose subject is the command.</param>
    /// <param name="address">The address concerned.</param>
    public void Report(FaultKind kind, string sentence, ulong? address = null) => Report(kind, sentence, address, Detail);

    /// <summary>Reports what libgemmini and the RTL do differently.</summary>
    public void Report(RevisionDifference difference)
    {
        ulong detail = Detail | (ulong)difference.Number << 32;
        if (!IsStrict && !sink.Hears(FaultKind.RevisionDifference, ProgramCounter, detail)) return;
        Report(
            FaultKind.RevisionDifference, $"means different things to libgemmini and to the RTL: {difference.Text} ({difference.Source}). {difference.Advice}", null, detail);
    }

    /// <summary>Which command it is, without its operands.</summary>
    private ulong Detail => Which(Command) | (Step is { } step ? Which(step) << 16 : 0);

    private static ulong Which(EncodedCommand command) => (ulong)command.Funct7 + 1 | (command.Funct7 == Funct7.Config ? (command.Rs1 & 3) << 8 : 0);

    private void Report(FaultKind kind, string sentence, ulong? address, ulong detail)
    {
        string command = Disassembler.Print(Command, target);
        string subject = Step is { } step ? $"{Disassembler.Print(step, target)} of {command}" : command;
        Fault fault = new(kind, $"{subject} at 0x{ProgramCounter:x} {sentence}", ProgramCounter, address, command);
        if (kind == FaultKind.MemoryLimit) sink.End(fault);
        sink.Report(fault, detail);
    }
}
