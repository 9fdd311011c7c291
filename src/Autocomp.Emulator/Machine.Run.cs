using System.Globalization;

namespace Autocomp.Emulator;

// Running: slices of instructions between looks at limits and cancellation, traps into the guest's own handler.
public sealed partial class Machine
{
    private long _lastTrap = -1;
    private int _trapsInPlace;

    /// <summary>Runs from the program counter on.</summary>
    /// <param name="options">Where to stop.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Why it ended. State is precise: an instruction that faulted has had no effect.</returns>
    public RunOutcome Run(RunOptions options, CancellationToken cancellation = default)
    {
        _interpreter.IsTimed = options.Timed;
        _interpreter.AcceleratorDisabled = options.AcceleratorDisabled;
        _interpreter.CycleRead = options.CycleRead;
        var watch = new RunWatch(_clock, options.TimeLimit);
        long begin = Timing.Now;
        void Look()
        {
            cancellation.ThrowIfCancellationRequested();
            if (options.MaxCycles > 0 && Timing.Now - begin > options.MaxCycles) Faults.End(OverCycles(options.MaxCycles));
            if (!watch.IsOver()) return;
            string seconds = options.TimeLimit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            Faults.End(new Fault(FaultKind.TimeLimit, $"The run took more than {seconds} s of the host's time; look for a loop that does not end.", Core.Pc));
        }

        // One command may be a loop of any length.
        (Accelerator.Pause, Timing.Pause) = (Look, Look);
        try
        {
            RunOutcome outcome = Run(options, watch, Look);
            // Whatever else happened behind the limit: when it is noticed depends on the host, the outcome must not.
            return options.MaxCycles > 0 && Timing.Now - begin > options.MaxCycles ? new RunOutcome(StopReason.Fault, OverCycles(options.MaxCycles)) : outcome;
        }
        finally
        {
            (Accelerator.Pause, Timing.Pause) = (null, null);
        }
    }

    private Fault OverCycles(long limit) => new(FaultKind.CycleLimit, string.Create(CultureInfo.InvariantCulture, $"The run takes more than {limit} cycles and was stopped; a faster schedule is known."), Core.Pc);

    private RunOutcome Run(RunOptions options, RunWatch watch, Action look)
    {
        long limit = options.MaxInstructions > long.MaxValue - Core.Retired ? long.MaxValue : Core.Retired + options.MaxInstructions;
        while (true)
        {
            if (Core.Pc == options.StopAddress) return new RunOutcome(StopReason.Reached);
            try
            {
                if (Core.Retired >= limit)
                    Faults.End(new Fault(FaultKind.StepLimit, $"The run took more than {options.MaxInstructions} instructions; look for a loop that does not end.", Core.Pc));
                look();
                if (_interpreter.Run(Math.Min(limit, Core.Retired + watch.Slice)) || Core.Pc == options.StopAddress) continue;
                FetchFault();
            }
            catch (GuestTrap trap)
            {
                if (Deliver(trap) is { } fault) return new RunOutcome(StopReason.Fault, fault);
            }
            catch (FaultException end)
            {
                return new RunOutcome(StopReason.Fault, end.Fault);
            }
            catch (StopException stop)
            {
                return new RunOutcome(StopReason.Exit, ExitCode: stop.ExitCode);
            }
        }
    }

    /// <summary>Runs a judgement of the host's and gives the fault that it reported under the strict policy.</summary>
    internal static Fault? Judge(Action judgement)
    {
        try
        {
            judgement();
            return null;
        }
        catch (FaultException end)
        {
            return end.Fault;
        }
    }

    private void FetchFault()
    {
        if (Faults.Policy == Policy.Strict)
        {
            Faults.Report(new Fault(
                FaultKind.OutOfBounds, $"The core cannot fetch an instruction at 0x{Core.Pc:x}: {Memory.Explain(FaultKind.OutOfBounds, Core.Pc, 4)}.", Core.Pc, Core.Pc));
        }

        throw new GuestTrap(TrapCause.FetchAccess, Core.Pc);
    }

    /// <summary>Enters the guest's handler; without one, the trap is a fault under either policy.</summary>
    private Fault? Deliver(GuestTrap trap)
    {
        ControlRegisters control = Core.Control;
        if (control.TrapVector == 0)
        {
            FaultKind kind = trap.Cause switch
            {
                TrapCause.LoadMisaligned or TrapCause.StoreMisaligned or TrapCause.FetchMisaligned => FaultKind.Misaligned,
                TrapCause.LoadAccess or TrapCause.StoreAccess or TrapCause.FetchAccess => FaultKind.OutOfBounds,
                TrapCause.Breakpoint => FaultKind.KernelTrap,
                _ => FaultKind.IllegalInstruction,
            };
            if (trap.Cause == TrapCause.MachineCall)
                return Faults.WithLine(new Fault(kind, "The program makes a system call (ecall) and has no handler for it; programs run on the bare machine here, with console and exit by HTIF.", Core.Pc));
            string where = kind is FaultKind.OutOfBounds ? $": {Memory.Explain(kind, trap.Value, 1)}" : "";
            return Faults.WithLine(new Fault(kind, $"Trap {trap.Cause} (value 0x{trap.Value:x}) without a trap handler{where}.", Core.Pc, trap.Value));
        }

        // A handler that traps at once, again and again, retires nothing and would never meet the step limit.
        if (Core.Retired == _lastTrap && ++_trapsInPlace > 16)
            return new Fault(FaultKind.IllegalInstruction, $"Trap {trap.Cause} (value 0x{trap.Value:x}) again and again: the trap handler at 0x{control.TrapVector:x} traps itself.", Core.Pc, trap.Value);
        if (Core.Retired != _lastTrap) _trapsInPlace = 0;
        _lastTrap = Core.Retired;
        control.ExceptionPc = Core.Pc;
        control.Cause = (ulong)trap.Cause;
        control.TrapValue = trap.Value;
        bool enabled = (control.InterruptBits & ControlRegisters.MachineInterruptEnable) != 0;
        control.InterruptBits = enabled ? ControlRegisters.PreviousInterruptEnable : 0;
        Core.Reservation = null;
        Core.Pc = control.TrapVector & ~3UL;
        return null;
    }
}
