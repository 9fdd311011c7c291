namespace Autocomp.Emulator;

/// <summary>A symbol.</summary>
/// <param name="Name">Its name, may be empty.</param>
/// <param name="Value">Offset in its section (objects) or address (executables); alignment for common symbols.</param>
/// <param name="Size">Bytes, may be 0.</param>
/// <param name="Section">Section number, or one of the special ones.</param>
/// <param name="Info">Binding and type.</param>
internal readonly record struct ElfSymbol(string Name, ulong Value, ulong Size, int Section, byte Info)
{
    public const int Undefined = 0;
    public const int Absolute = 0xfff1;
    public const int Common = 0xfff2;

    public bool IsFunction => (Info & 15) == 2;

    public bool HasNoType => (Info & 15) == 0;

    public bool IsWeak => Info >> 4 == 2;

    public bool IsLocal => Info >> 4 == 0;
}
