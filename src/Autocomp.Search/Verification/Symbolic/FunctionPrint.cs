namespace Autocomp.Search.Verification.Symbolic;

/// <summary>What a function of one number does, in few bits: two functions have the same print when they agree at every point that was looked at.</summary>
/// <remarks>
/// Of a function of an int these are all its steps (places where neighbouring arguments give different results), each found by bisection, the arguments beside them, and
/// some thousands of others. A function that never falls is known completely by its steps, and such are the scalings, roundings, saturations and ReLUs of epilogues.
/// A function with too many steps, and one of a float, is known at the points only.
/// </remarks>
/// <param name="Hash">Of arguments and results.</param>
/// <param name="IsNotNegative">Whether no result was negative.</param>
/// <param name="At">The function itself.</param>
internal sealed record FunctionPrint(ulong Hash, bool IsNotNegative, Func<double, double> At)
{
    private const int MostSteps = 2048;
    private const int Draws = 2000;

    /// <summary>The print of a function of an int.</summary>
    /// <param name="function">The function; results are compared as numbers.</param>
    public static FunctionPrint OfInteger(Func<int, double> function)
    {
        var points = new SortedSet<int>();
        for (int i = -1100; i <= 1100; i++) points.Add(i);
        for (int bit = 10; bit < 32; bit++)
        {
            for (int near = -1; near <= 1; near++)
            {
                points.Add(unchecked((1 << bit) + near));
                points.Add(unchecked(-(1 << bit) + near));
            }
        }

        var random = new SplitMix64(61);
        for (int i = 0; i < Draws; i++) points.Add((int)random.Between(int.MinValue, int.MaxValue) >> (i % 24));
        var steps = new List<int>();
        int before = int.MinValue;
        double value = function(before);
        foreach (int point in points)
        {
            double next = function(point);
            if (next != value) FindSteps(function, before, value, point, next, steps);
            (before, value) = (point, next);
        }

        if (steps.Count <= MostSteps)
        {
            foreach (int step in steps)
            {
                points.Add(step);
                points.Add(step - 1);
            }
        }

        return Of(points.Select(p => ((double)p, function(p))), x => function((int)x));
    }

    /// <summary>The print of a function of a float.</summary>
    /// <param name="function">The function; both zeros count as one.</param>
    public static FunctionPrint OfFloat(Func<float, double> function)
    {
        var points = new List<float> { 0f };
        var random = new SplitMix64(61);
        for (int i = 0; i < Draws; i++)
        {
            float size = MathF.ScaleB((float)(1 + random.Unit()), (int)random.Between(-60, 60));
            points.Add(size);
            points.Add(-size);
        }

        return Of(points.Select(p => ((double)p, function(p))), x => function((float)x));
    }

    private static void FindSteps(Func<int, double> function, int low, double atLow, int high, double atHigh, List<int> steps)
    {
        if (steps.Count > MostSteps || atLow == atHigh) return;
        if (high == low + 1)
        {
            steps.Add(high);
            return;
        }

        int middle = (int)(((long)low + high) >> 1);
        double atMiddle = function(middle);
        FindSteps(function, low, atLow, middle, atMiddle, steps);
        FindSteps(function, middle, atMiddle, high, atHigh, steps);
    }

    private static FunctionPrint Of(IEnumerable<(double Argument, double Result)> points, Func<double, double> at)
    {
        ulong hash = 61;
        bool isNotNegative = true;
        foreach ((double argument, double result) in points)
        {
            // Adding zero makes the negative zero positive.
            hash = SplitMix64.Mix(SplitMix64.Mix(hash, BitConverter.DoubleToUInt64Bits(argument + 0.0)), BitConverter.DoubleToUInt64Bits(result + 0.0));
            isNotNegative &= result >= 0;
        }

        return new(hash, isNotNegative, at);
    }
}
