namespace Autocomp.Search.Verification.Symbolic;

/// <summary>The random point at which a symbolic run evaluates: a value for each element of each input, each constant that is no small number, and each result of a function that is not linear.</summary>
/// <remarks>
/// All of it is a pure function of the seed, so the method's run and the schedule's meet at the same point. Equal arguments of equal functions give equal values;
/// different ones give independent ones. That is what 'uninterpreted function' means.
/// </remarks>
/// <param name="seed">Chosen after the schedule is fixed.</param>
internal sealed class SymbolicPoints(ulong seed)
{
    // Numbers with so few digits keep their value; products of a handful of them stay far below the prime.
    private const int ExactBits = 16;
    private readonly HashSet<ulong> _notNegative = [];
    private readonly Dictionary<ulong, double> _numbers = new() { [0] = 0 };

    /// <summary>The value of an element of a tensor as the kernel finds it.</summary>
    /// <param name="parameter">Position of the tensor among the arguments.</param>
    /// <param name="element">Position of the element.</param>
    public ulong Element(int parameter, long element) => Draw(1, (ulong)parameter, (ulong)element);

    /// <summary>The value of something that was never determined: equal to nothing else.</summary>
    /// <param name="place">Which memory.</param>
    /// <param name="index">Where in it.</param>
    public ulong Unknown(int place, long index) => Draw(2, (ulong)place, (ulong)index);

    /// <summary>The value of a floating-point constant: small dyadic numbers as they are, others as atoms that are nothing but equal to themselves (and opposite to their negatives).</summary>
    /// <param name="number">The constant.</param>
    public ulong Constant(double number)
    {
        ulong size = IsExact(number)
            ? PrimeField.Multiply((ulong)Math.ScaleB(Math.Abs(number), ExactBits), 1UL << (61 - ExactBits))
            : Draw(3, BitConverter.DoubleToUInt64Bits(Math.Abs(number)), 0);
        return number < 0 ? PrimeField.Subtract(0, size) : size;
    }

    /// <summary>The value of a number that a schedule stores by itself; known as a number from here on.</summary>
    /// <param name="number">The number.</param>
    public ulong Number(double number)
    {
        ulong value = Constant(number);
        if (IsExact(number)) _numbers[value] = number;
        return value;
    }

    /// <summary>The number that a value stands for, or null.</summary>
    public double? NumberOf(ulong value) => _numbers.TryGetValue(value, out double number) ? number : null;

    /// <summary>Whether a constant keeps its value.</summary>
    public static bool IsExact(double number)
    {
        double scaled = Math.ScaleB(Math.Abs(number), ExactBits);
        return scaled == Math.Floor(scaled) && scaled <= Math.ScaleB(1, 2 * ExactBits);
    }

    /// <summary>The value of a function that is not linear.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argument">Its argument.</param>
    public ulong Apply(FunctionPrint function, ulong argument)
    {
        // A polynomial that has the value of a number here is that number.
        if (NumberOf(argument) is { } number && function.At(number) is var result && double.IsFinite(result)) return Number(result);
        ulong value = Draw(4, function.Hash, argument);
        if (function.IsNotNegative) _notNegative.Add(value);
        return value;
    }

    /// <summary>What one member adds to the value of a maximum.</summary>
    public ulong Member(ulong value) => Draw(5, value, 0);

    /// <summary>The value of the maximum of several values.</summary>
    /// <param name="members">The sum over <see cref="Member"/>.</param>
    /// <param name="least">A constant that takes part, or null.</param>
    public ulong Maximum(ulong members, double? least) => least is { } constant ? Draw(6, members, BitConverter.DoubleToUInt64Bits(constant)) : Draw(7, members, 0);

    /// <summary>Whether a value came from a function whose results are never negative.</summary>
    public bool IsNotNegative(ulong value) => _notNegative.Contains(value);

    private ulong Draw(ulong kind, ulong first, ulong second)
    {
        ulong bits = SplitMix64.Mix(SplitMix64.Mix(SplitMix64.Mix(seed, kind), first), second);
        // The field is 2^61 - 1; folding 64 bits leaves a bias of a few parts in 2^61.
        return (bits >> 3) % PrimeField.Prime;
    }
}
