namespace Autocomp.Emulator.Timing;

/// <summary>Who may modify a line of the shared cache.</summary>
internal enum LineState : byte
{
    Invalid,

    /// <summary>The core alone.</summary>
    Trunk,

    /// <summary>The shared cache; the core may hold a copy to read.</summary>
    Tip,
}
