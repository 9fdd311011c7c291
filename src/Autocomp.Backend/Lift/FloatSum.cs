namespace Autocomp.Backend.Lift;

/// <summary>One sum in double precision, with what is needed to bound its error in single precision.</summary>
public struct FloatSum
{
    private double value;
    private double magnitude;
    private double carried;
    private bool inexact;
    private long terms;

    /// <summary>The value.</summary>
    public readonly double Value => value;

    /// <summary>Adds one element times a coefficient.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="at">Flat index.</param>
    /// <param name="coefficient">The coefficient.</param>
    public void Add(FloatReplay.Tensor tensor, long at, double coefficient)
    {
        double element = tensor.Values[at], error = tensor.Errors[at];
        value += coefficient * element;
        magnitude += Math.Abs(coefficient * element);
        carried += Math.Abs(coefficient) * error;
        inexact |= error != 0 || !double.IsInteger(element) || !double.IsInteger(coefficient);
        terms += coefficient == 1 ? 1 : 4;
    }

    /// <summary>Adds a row of products times a coefficient.</summary>
    /// <param name="a">One factor.</param>
    /// <param name="aStart">Flat index of its first element.</param>
    /// <param name="aStep">Elements to the next.</param>
    /// <param name="b">The other factor.</param>
    /// <param name="bStart">Flat index of its first element.</param>
    /// <param name="bStep">Elements to the next.</param>
    /// <param name="count">How many products.</param>
    /// <param name="coefficient">The coefficient.</param>
    public void AddProducts(FloatReplay.Tensor a, long aStart, long aStep, FloatReplay.Tensor b, long bStart, long bStep, int count, double coefficient)
    {
        double sum = 0, absolute = 0, errors = 0;
        bool fractions = false;
        for (int k = 0; k < count; k++, aStart += aStep, bStart += bStep)
        {
            double left = a.Values[aStart], right = b.Values[bStart], leftError = a.Errors[aStart], rightError = b.Errors[bStart];
            sum += left * right;
            absolute += Math.Abs(left * right);
            errors += Math.Abs(left) * rightError + Math.Abs(right) * leftError + leftError * rightError;
            fractions |= !double.IsInteger(left) || !double.IsInteger(right);
        }

        value += coefficient * sum;
        magnitude += Math.Abs(coefficient) * absolute;
        carried += Math.Abs(coefficient) * errors;
        inexact |= errors != 0 || fractions || !double.IsInteger(coefficient);
        terms += coefficient == 1 ? count + 2 : count + 5;
    }

    /// <summary>How far a single-precision sum of the same terms, in any order, can be from the value; 0 when each partial sum is an integer that single precision holds.</summary>
    public readonly double Error
    {
        get
        {
            const double UnitRoundoff = 1.0 / (1 << 24);
            if (!inexact && magnitude <= 1 << 24)
            {
                return 0;
            }

            // Past the largest float an order of summation may overflow where another one does not.
            double n = terms;
            return !(magnitude + carried < float.MaxValue) ? double.PositiveInfinity : carried + n * UnitRoundoff / (1 - n * UnitRoundoff) * (magnitude + carried);
        }
    }
}
