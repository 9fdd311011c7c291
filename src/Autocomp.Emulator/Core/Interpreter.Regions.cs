using System.Runtime.CompilerServices;

namespace Autocomp.Emulator;

// What translated regions call, and when they run.
internal sealed unsafe partial class Interpreter
{
    // A fault of a command, until its region has been left.
    private FaultException? _pending;

    /// <summary>How often a block is entered before it is translated. Default 5000.</summary>
    public int HotAfter { get; set; } = 5000;

    /// <summary>Whether hot code is translated to host code. Default: where the runtime can.</summary>
    public bool Translates { get; set; } = RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>Runs the region that begins with a block, if there is one or it is due.</summary>
    private bool TryRunRegion(Block block, long limit)
    {
        if (block.Region is null)
        {
            if (block.Heat > HotAfter || ++block.Heat <= HotAfter || !Translates) return false;
            block.Region = RegionEmitter.Translate(block, Blocks);
            if (block.Region is null) return false;
        }

        if (block.Region.NeedsFloat && !(_state.FloatEnabled && _state.RoundingMode == 0)) return false;
        long budget = limit - _state.Retired;
        if (budget < block.Instructions.Length) return false;
        _regionEnd = limit;
        long left = block.Region.Code(this, _x, _readable, _writable, budget);
        _state.Retired = limit - left;
        _state.Pc = _x[CoreState.PcSlot];
        _pc = _pending is null ? _x[CoreState.JumpSlot] : _state.Pc;
        if (_pending is { } fault)
        {
            (_pending, _done) = (null, 0);
            throw fault;
        }

        return left != budget;
    }

    /// <summary>A load that the table refused. False when it would trap, fault or race.</summary>
    public static bool TryLoadFromRegion(Interpreter self, ulong address, int length, ulong pc, out ulong value)
    {
        value = 0;
        if ((address & (ulong)(length - 1)) != 0) return false;
        if (self._memory.TryReadPoisonous(address, length, out value)) return true;
        fixed (ulong* at = &value)
        {
            if (self._memory.TryRead(address, new Span<byte>(at, length)) is not null) return false;
        }

        return !self._memory.IsWatched(address, write: false) || self._memory.Watcher?.OnCoreAccess(address, length, false, pc) is null;
    }

    /// <summary>A store that the table refused. False when it would trap, fault, race or ring the doorbell.</summary>
    public static bool TryStoreFromRegion(Interpreter self, ulong address, ulong value, int length, ulong pc)
    {
        if ((address & (ulong)(length - 1)) == 0 && self._memory.TryWritePoisonous(address, value, length)) return true;
        if ((address & (ulong)(length - 1)) != 0 || self._memory.IsNearDoorbell(address)) return false;
        if (self._memory.IsWatched(address, write: true)
            && (!self._memory.CanWrite(address, length) || self._memory.Watcher?.OnCoreAccess(address, length, true, pc) is not null)) return false;
        return self._memory.TryWriteBesideDoorbell(address, value, length)
            || self._memory.TryWrite(address, new ReadOnlySpan<byte>(&value, length)) is null;
    }

    /// <summary>A command; <paramref name="budget"/> is what was left before it. False when it ends the run: the region is left first, so that the registers are written back.</summary>
    public static bool TryCommandFromRegion(Interpreter self, int funct7, ulong a, ulong b, ulong pc, long budget, out ulong result)
    {
        result = 0;
        if (self.AcceleratorDisabled) return true;
        self._pc = pc;
        self._state.Retired = self._regionEnd - budget;
        try
        {
            result = self._accelerator.Execute(funct7, a, b, pc);
            return true;
        }
        catch (FaultException fault)
        {
            self._pending = fault;
            return false;
        }
    }

    /// <summary>A fence.</summary>
    public static void FenceFromRegion(Interpreter self) => self._accelerator.Fence();

    /// <summary>A floating-point instruction, the exact way.</summary>
    public static ulong FloatFromRegion(Interpreter self, int opcode, ulong a, ulong b, ulong c, int mode) =>
        FloatOperations.Compute((Opcode)opcode, ref self._state.FlagBits, a, b, c, (RoundingMode)mode);

    /// <summary>1 when the inexact flag is set, else 0.</summary>
    public static int IsInexact(Interpreter self) => self._state.FlagBits & FloatFlags.Inexact;
}
