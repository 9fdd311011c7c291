using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>Judges whether a result may overlap what it is computed from.</summary>
internal static class OperandOverlap
{
    /// <summary>Why it may, as a remark, or null. An element that is added to the same element of the result is no overlap.</summary>
    /// <param name="result">The result.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="around">Loops around the nest.</param>
    public static string? Find(Access result, IEnumerable<PlacedTerm> terms, ImmutableArray<Loop> around)
    {
        foreach (PlacedTerm term in terms)
        {
            foreach (Access read in term.Factors)
            {
                bool same = read.Tensor.Name == result.Tensor.Name;
                LinearForm difference = read.Index + result.Index.Times(-1);
                bool inPlace = term.Factors.Length == 1 && difference is { Constant: 0, Coefficients.IsEmpty: true };
                if (same && !inPlace && !AreApart(read.Index, result.Index, around))
                {
                    return $"'{read.Tensor.Name}' is read and written";
                }

                if (!same && read.Tensor.MayAlias && result.Tensor.MayAlias)
                {
                    return $"'{result.Tensor.Name}' may overlap '{read.Tensor.Name}'";
                }
            }
        }

        return null;
    }

    /// <summary>Whether two functions have no value in common within one iteration of the loops around.</summary>
    /// <param name="left">One function.</param>
    /// <param name="right">The other.</param>
    /// <param name="around">Loops around, which move both alike.</param>
    public static bool AreApart(LinearForm left, LinearForm right, ImmutableArray<Loop> around)
    {
        if (around.Any(loop => left[loop] != right[loop]))
        {
            return false;
        }

        LinearForm inLeft = Within(left, around), inRight = Within(right, around);
        return inLeft.High < inRight.Low || inRight.High < inLeft.Low;
    }

    private static LinearForm Within(LinearForm form, ImmutableArray<Loop> around) => form with { Coefficients = form.Coefficients.RemoveRange(around) };
}
