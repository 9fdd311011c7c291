using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Executes the commands that move data, compute and configure: what the core issues and what loops unroll.</summary>
internal sealed class PlainCommands
{
    private readonly AcceleratorState _state;
    private readonly ConfigureUnit _configure;
    private readonly LoadUnit _load;
    private readonly StoreUnit _store;
    private int _steps;

    public PlainCommands(AcceleratorState state)
    {
        _state = state;
        Normalization = new Normalization(state);
        Array = new ExecuteUnit(state);
        _configure = new ConfigureUnit(state, Array, Normalization);
        _load = new LoadUnit(state, Array);
        _store = new StoreUnit(state, Normalization);
    }

    public ExecuteUnit Array { get; }

    public Normalization Normalization { get; }

    /// <summary>Called now and then while a loop is unrolled; throws when the run is to end.</summary>
    public Action? Pause { get; set; }

    /// <summary>Told of every command that was executed, or null.</summary>
    public ICommandObserver? Observer { get; set; }

    /// <summary>Executes a command of a loop.</summary>
    public void Step(int funct7, ulong rs1, ulong rs2)
    {
        if ((++_steps & 0xFFF) == 0) Pause?.Invoke();
        _state.Complaints.Step = new EncodedCommand(funct7, rs1, rs2);
        Execute(funct7, rs1, rs2);
        _state.Complaints.Step = null;
    }

    /// <summary>Executes a command; false when it is none of these.</summary>
    public bool Execute(int funct7, ulong rs1, ulong rs2)
    {
        bool known = ExecuteKnown(funct7, rs1, rs2);
        if (known) Observer?.Executed(funct7, rs1, rs2);
        return known;
    }

    private bool ExecuteKnown(int funct7, ulong rs1, ulong rs2)
    {
        switch (funct7)
        {
            case Funct7.Mvin:
                _load.Execute(0, rs1, rs2);
                return true;
            case Funct7.Mvin2:
                _load.Execute(1, rs1, rs2);
                return true;
            case Funct7.Mvin3:
                _load.Execute(2, rs1, rs2);
                return true;
            case Funct7.Mvout:
                _store.Execute(rs1, rs2);
                return true;
            case Funct7.Preload:
                Array.Preload(rs1, rs2);
                return true;
            case Funct7.ComputePreloaded:
                Array.Compute(preloaded: true, rs1, rs2);
                return true;
            case Funct7.ComputeAccumulated:
                Array.Compute(preloaded: false, rs1, rs2);
                return true;
            case Funct7.Config:
                _configure.Execute(rs1, rs2);
                return true;
            default:
                return false;
        }
    }
}
