using Autocomp.Emulator;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What the accelerator does to single values where it is not linear, each function looked at once.</summary>
/// <param name="isInteger">Whether elements are int8, else fp32.</param>
/// <param name="points">Gives values.</param>
internal sealed class AcceleratorFunctions(bool isInteger, SymbolicPoints points)
{
    private readonly Dictionary<(bool Shifts, int Parameter, bool Relu), FunctionPrint> _prints = [];
    private readonly HashSet<ulong> _elements = [];

    /// <summary>The functions that were applied.</summary>
    public IEnumerable<FunctionPrint> Used => _prints.Values;

    /// <summary>An element times the scale of an mvin.</summary>
    public ulong Load(ulong value, float scale) => scale == 1f ? value : isInteger ? Scale(value, scale, false) : Times(value, scale);

    /// <summary>An accumulator value as mvout narrows it.</summary>
    public ulong Narrow(ulong value, float scale, bool relu) =>
        isInteger ? Scale(value, scale, relu) : relu ? Rectify(Times(value, scale)) : Times(value, scale);

    /// <summary>A result of the array on its way to the scratchpad.</summary>
    public ulong Shift(ulong value, int shift, bool relu)
    {
        if (isInteger) return points.Apply(Print((true, shift, relu), x => ElementFunctions.Shift(x, shift, relu)), value);
        ulong shifted = Times(value, MathF.ScaleB(1f, -shift));
        return relu ? Rectify(shifted) : shifted;
    }

    /// <summary>Whether a factor was no small number, so that it is equal to nothing but itself.</summary>
    public bool UsesAtoms { get; private set; }

    /// <summary>A value times a constant of the accelerator's multipliers.</summary>
    public ulong Times(ulong value, float scale)
    {
        UsesAtoms |= !SymbolicPoints.IsExact(scale);
        return PrimeField.Multiply(points.Constant(scale), value);
    }

    /// <summary>Notes that a value is an element, which saturation leaves alone.</summary>
    public void NoteElement(ulong value) => _elements.Add(value);

    private ulong Scale(ulong value, float scale, bool relu) => scale == 1f && !relu && _elements.Contains(value) ? value :
        points.Apply(Print((false, BitConverter.SingleToInt32Bits(scale), relu), x => ElementFunctions.Scale(x, scale, relu)), value);

    private ulong Rectify(ulong value)
    {
        (bool, int, bool) key = (false, 0, true);
        if (!_prints.TryGetValue(key, out FunctionPrint? print)) _prints.Add(key, print = FunctionPrint.OfFloat(x => x > 0 ? x : 0));
        return points.Apply(print, value);
    }

    private FunctionPrint Print((bool, int, bool) key, Func<int, double> function)
    {
        if (!_prints.TryGetValue(key, out FunctionPrint? print)) _prints.Add(key, print = FunctionPrint.OfInteger(function));
        return print;
    }
}
