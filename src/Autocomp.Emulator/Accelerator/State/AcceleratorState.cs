using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>What the units of the accelerator share.</summary>
internal sealed class AcceleratorState : IDisposable
{
    private readonly Func<bool> _hearsRaces;

    public AcceleratorState(TargetDescription target, Memory memory, FaultSink faults)
    {
        Target = target;
        Memory = memory;
        Complaints = new Complaints(target, faults);
        Races = new RaceTable(target, memory, faults);
        _hearsRaces = () => Complaints.Hears(FaultKind.AcceleratorRace);
        Arithmetic = target.Element == ElementType.Int8 ? new Int8Arithmetic() : new Float32Arithmetic();
        Scratchpad = new LocalMemory("scratchpad", target.ScratchpadRows, target.Dim, Arithmetic.ElementBytes);
        Accumulator = new LocalMemory("accumulator", target.AccumulatorRows, target.Dim, RowArithmetic.AccumulatorBytes);
    }

    public TargetDescription Target { get; }

    public int Dim => Target.Dim;

    public Memory Memory { get; }

    public Complaints Complaints { get; }

    public RaceTable Races { get; }

    public RowArithmetic Arithmetic { get; }

    public LocalMemory Scratchpad { get; }

    public LocalMemory Accumulator { get; }

    /// <summary>What the running kernel has set.</summary>
    public ConfigurationGroup Set { get; set; }

    public LoadConfiguration[] Load { get; } = new LoadConfiguration[3];

    public StoreConfiguration Store;

    public ExecuteConfiguration Execute;

    /// <summary>Bytes that mvins read from main memory since reset.</summary>
    public long BytesRead { get; set; }

    /// <summary>Bytes that mvouts wrote to main memory since reset.</summary>
    public long BytesWritten { get; set; }

    /// <inheritdoc/>
    public void Dispose() => Races.Dispose();

    /// <summary>Notes an mvin or mvout of the current command, and complains of a race.</summary>
    public void NoteMove(bool write, ulong address, ulong stride, int rows, int rowBytes, LocalMemory memory, int first, int last)
    {
        int offset = memory == Accumulator ? Scratchpad.Rows : 0;
        Races.Note(
            new DmaRecord(
                write, address, stride, rows, rowBytes, new RowRange(offset + first, offset + last), Complaints.Loop,
                Complaints.Step ?? Complaints.Command, Complaints.ProgramCounter),
            _hearsRaces, out string? race);
        if (race is not null) Complaints.Report(FaultKind.AcceleratorRace, race, address);
    }

    /// <summary>Saves or loads configuration, local memories and what no fence has covered.</summary>
    public void Pass(StateStream state)
    {
        Set = state.Value(Set);
        state.Array(Load);
        state.Field(ref Store);
        state.Field(ref Execute);
        BytesRead = state.Value(BytesRead);
        BytesWritten = state.Value(BytesWritten);
        Scratchpad.Pass(state, [Scratchpad, Accumulator]);
        Accumulator.Pass(state, [Scratchpad, Accumulator]);
        Races.Pass(state);
    }

    /// <summary>Zeroes configuration and counts.</summary>
    public void Reset()
    {
        Array.Clear(Load);
        Store = default;
        Execute = default;
        BytesRead = 0;
        BytesWritten = 0;
        Races.Clear();
    }

    /// <summary>Faults when the running kernel has not set what a command needs.</summary>
    public void Need(ConfigurationGroup groups)
    {
        if ((Set & groups) == groups) return;
        (string fields, string setter) = ConfigurationGroupText.Describe(groups & ~Set);
        Complaints.Report(
            FaultKind.UnsetConfiguration,
            $"needs {fields}, which the kernel has not set since it began (or since the last loop, for loop fields); issue {setter} before it.");
        Set |= groups;
    }

    /// <summary>Faults when a loop, which is weight-stationary, meets another dataflow.</summary>
    public void NeedWeightStationary()
    {
        Need(ConfigurationGroup.Execute);
        if (Execute.WeightStationary) return;
        Complaints.Report(FaultKind.IllegalCommand, "computes weight-stationary, but config_ex has set the output-stationary dataflow; set Dataflow.WeightStationary.");
    }

    /// <summary>Faults when a range of local rows leaves its memory. True when all rows exist.</summary>
    public bool CheckRows(LocalMemory memory, long first, long last, string operand)
    {
        if (first >= 0 && last < memory.Rows) return true;
        Complaints.Report(
            FaultKind.LocalAddressOutOfRange,
            $"{operand} covers {memory.Name} rows 0x{first:x} to 0x{last:x}, but the {memory.Name} of {Target.Name} has rows 0 to 0x{memory.Rows - 1:x}.",
            (ulong)first);
        return false;
    }
}
