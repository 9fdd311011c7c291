namespace Autocomp.Emulator;

/// <summary>Faults in a saved state.</summary>
internal static class FaultText
{
    /// <summary>Writes a fault, or reads one.</summary>
    public static Fault Pass(StateStream state, Fault? fault)
    {
        FaultKind kind = state.Value(fault?.Kind ?? default);
        string message = state.Text(fault?.Message) ?? "";
        ulong programCounter = state.Value(fault?.ProgramCounter ?? 0);
        ulong? address = state.Optional(fault?.Address);
        string? command = state.Text(fault?.Command);
        string? file = state.Text(fault?.Line?.File);
        int line = state.Value(fault?.Line?.Line ?? 0);
        return new Fault(kind, message, programCounter, address, command, file is null ? null : new SourceLine(file, line));
    }
}
