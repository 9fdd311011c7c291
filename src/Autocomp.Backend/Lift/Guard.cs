using System.Collections.Immutable;

namespace Autocomp.Backend.Lift;

/// <summary>A condition under which a statement runs: an affine function of the loops around it lies between two limits.</summary>
/// <param name="Form">The function; its constant is 0.</param>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
internal sealed record Guard(LinearForm Form, Int128 Low, Int128 High)
{
    /// <summary>The condition that a function is at least a limit, or at most one.</summary>
    /// <param name="form">The function.</param>
    /// <param name="low">Lower limit, or null for the function's own.</param>
    /// <param name="high">Upper limit, or null for the function's own.</param>
    public static Guard Between(LinearForm form, Int128? low, Int128? high)
    {
        LinearForm free = new(0, form.Coefficients);
        Int128 from = Int128.Max(free.Low, low - form.Constant ?? free.Low), to = Int128.Min(free.High, high - form.Constant ?? free.High);
        bool negative = free.Coefficients.Count > 0 && free.Coefficients.OrderBy(term => term.Key.Statement.Variable.Id).First().Value < 0;
        return negative ? new(free.Times(-1), -to, -from) : new(free, from, to);
    }

    /// <summary>All conditions together: one a function, without those that always hold.</summary>
    /// <param name="guards">The conditions.</param>
    public static ImmutableArray<Guard> All(IEnumerable<Guard> guards)
    {
        List<Guard> all = [];
        foreach (Guard guard in guards)
        {
            int same = all.FindIndex(other => (other.Form + guard.Form.Times(-1)).Coefficients.IsEmpty);
            if (same < 0)
            {
                all.Add(guard);
            }
            else
            {
                all[same] = all[same] with { Low = Int128.Max(all[same].Low, guard.Low), High = Int128.Min(all[same].High, guard.High) };
            }
        }

        return [.. all.Where(guard => guard.Low > guard.Form.Low || guard.High < guard.Form.High)];
    }

    /// <summary>Whether no iteration fulfils it.</summary>
    public bool IsNever => Low > High;

    /// <summary>The values that a function takes where all conditions hold; wider than that only when it is no sum of multiples of theirs.</summary>
    /// <param name="form">The function.</param>
    /// <param name="guards">The conditions.</param>
    public static (Int128 Low, Int128 High) Range(LinearForm form, IEnumerable<Guard> guards)
    {
        Int128 low = 0, high = 0;
        foreach (Guard guard in All(guards))
        {
            (Loop loop, long coefficient) = guard.Form.Coefficients.First();
            (long times, long rest) = Math.DivRem(form[loop], coefficient);
            LinearForm without = form + guard.Form.Times(-times);
            if (times == 0 || rest != 0 || guard.Form.Coefficients.Keys.Any(key => without[key] != 0))
            {
                continue;
            }

            form = without;
            low += times * (times > 0 ? guard.Low : guard.High);
            high += times * (times > 0 ? guard.High : guard.Low);
        }

        return (low + form.Low, high + form.High);
    }
}
