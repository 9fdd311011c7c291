using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Words faults of the accelerator: each names the command at fault, also inside a loop.</summary>
internal sealed class Complaints(TargetDescription target, FaultSink sink)
{
    private long _noticed;

    public bool IsStrict => sink.Policy == Policy.Strict;

    /// <summary>The instruction that is executed.</summary>
    public ulong ProgramCounter { get; set; }

    /// <summary>The command that the core issued.</summary>
    public EncodedCommand Command { get; set; }

    /// <summary>The command that a loop unrolled, null outside loops.</summary>
    public EncodedCommand? Step { get; set; }

    /// <summary>Whether a fault of a kind would still be heard: all in strict, the first in permissive.</summary>
    public bool Hears(FaultKind kind) => IsStrict || (_noticed & (1L << (int)kind)) == 0;

    /// <summary>Reports a fault of the current command. Returns only under the permissive policy.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sentence">A sentence whose subject is the command.</param>
    /// <param name="address">The address concerned.</param>
    public void Report(FaultKind kind, string sentence, ulong? address = null)
    {
        if (!Hears(kind)) return;
        _noticed |= 1L << (int)kind;
        string command = Disassembler.Print(Command, target);
        string subject = Step is { } step ? $"{Disassembler.Print(step, target)} of {command}" : command;
        sink.Report(new Fault(kind, $"{subject} at 0x{ProgramCounter:x} {sentence}", ProgramCounter, address, command));
    }

    /// <summary>Reports what libgemmini and the RTL do differently.</summary>
    public void Report(RevisionDifference difference)
    {
        if (!Hears(FaultKind.RevisionDifference)) return;
        Report(FaultKind.RevisionDifference, $"means different things to libgemmini and to the RTL: {difference.Text} ({difference.Source}). {difference.Advice}");
    }

    public void Reset() => _noticed = 0;
}
