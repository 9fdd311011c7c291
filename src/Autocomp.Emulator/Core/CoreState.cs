using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

/// <summary>The architectural state of the core: registers, program counter, control and status registers.</summary>
public sealed unsafe class CoreState : IDisposable
{
    /// <summary>Where translated code leaves the program counter, behind the registers.</summary>
    internal const int PcSlot = 64;

    /// <summary>Where translated code leaves the address of the jump by which it left.</summary>
    internal const int JumpSlot = 65;

    private const int Slots = 66;

    /// <summary>State after reset, all registers zero.</summary>
    public CoreState()
    {
        X = (ulong*)NativeMemory.AllocZeroed(Slots, sizeof(ulong));
        F = X + 32;
    }

    /// <summary>Frees the registers of a state that was never disposed.</summary>
    ~CoreState() => NativeMemory.Free(X);

    /// <summary>Address of the next instruction.</summary>
    public ulong Pc { get; set; }

    /// <summary>Instructions retired since reset.</summary>
    public long Retired { get; internal set; }

    /// <summary>Dynamic rounding mode, all three bits as written.</summary>
    public int RoundingMode { get; set; }

    /// <summary>Accrued floating-point exceptions.</summary>
    public int Flags
    {
        get => FlagBits;
        set => FlagBits = value & 31;
    }

    internal ulong* X { get; }

    internal ulong* F { get; }

    internal ControlRegisters Control { get; } = new();

    internal int FlagBits;

    /// <summary>The address that a load-reserved holds; null without one.</summary>
    internal ulong? Reservation { get; set; }

    /// <summary>Whether <c>mstatus.FS</c> lets floating-point instructions run.</summary>
    internal bool FloatEnabled { get; set; }

    /// <summary>Reads an integer register.</summary>
    /// <param name="number">0..31.</param>
    /// <returns>Its value.</returns>
    public ulong GetX(int number) => X[number & 31];

    /// <summary>Writes an integer register; x0 stays zero.</summary>
    /// <param name="number">0..31.</param>
    /// <param name="value">Its new value.</param>
    public void SetX(int number, ulong value)
    {
        if ((number & 31) != 0) X[number & 31] = value;
    }

    /// <summary>Reads a floating-point register's raw bits.</summary>
    /// <param name="number">0..31.</param>
    /// <returns>Its bits; singles are NaN-boxed.</returns>
    public ulong GetF(int number) => F[number & 31];

    /// <summary>Writes a floating-point register's raw bits.</summary>
    /// <param name="number">0..31.</param>
    /// <param name="value">Its bits.</param>
    public void SetF(int number, ulong value) => F[number & 31] = value;

    /// <summary>All zero, floating point off.</summary>
    public void Reset()
    {
        NativeMemory.Clear(X, Slots * sizeof(ulong));
        Pc = 0;
        Retired = 0;
        RoundingMode = 0;
        FlagBits = 0;
        Reservation = null;
        FloatEnabled = false;
        Control.Reset();
    }

    /// <summary>Saves or loads all registers.</summary>
    internal void Pass(StateStream state)
    {
        state.Words(new Span<ulong>(X, PcSlot));
        Pc = state.Value(Pc);
        Retired = state.Value(Retired);
        RoundingMode = state.Value(RoundingMode);
        state.Field(ref FlagBits);
        Reservation = state.Optional(Reservation);
        FloatEnabled = state.Value(FloatEnabled);
        Control.Pass(state);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(X);
        GC.SuppressFinalize(this);
    }
}
