using static Autocomp.Backend.Lowering.ScheduleText;

namespace Autocomp.Backend.Lowering;

/// <summary>An index: a variable, or a number.</summary>
/// <param name="Variable">The variable; empty for a number.</param>
/// <param name="Constant">The number.</param>
internal readonly record struct Index(string Variable, int Constant);

/// <summary>A dimension in steps; what is one step needs no loop.</summary>
/// <param name="variable">The loop variable.</param>
/// <param name="size">The size.</param>
/// <param name="step">The step.</param>
internal sealed class Extent(string variable, int size, int step)
{
    /// <summary>Each step, given where it begins and how long it is.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="body">Writes what is done for a step.</param>
    public void Each(ScheduleText text, Action<Index, string> body)
    {
        if (size <= step)
        {
            body(new("", 0), Literal(size));
            return;
        }

        text.Tiles(variable, size, step, () => body(new(variable, 0), size % step == 0 ? Literal(step) : $"Math.Min({step}, {size} - {variable})"));
    }

    /// <summary>Each step, the first and the last one written out.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="body">Writes what is done for a step, given also whether it is the first, and the last one.</param>
    public void EachOf(ScheduleText text, Action<Index, string, bool, bool> body)
    {
        int last = (size - 1) / step * step;
        body(new("", 0), Literal(Math.Min(step, size)), true, last == 0);
        if (last > 2 * step)
        {
            text.Block($"for (int {variable} = {step}; {variable} < {last}; {variable} += {step})", () => body(new(variable, 0), Literal(step), false, false));
        }
        else if (last > step)
        {
            body(new("", step), Literal(step), false, false);
        }

        if (last > 0)
        {
            body(new("", last), Literal(size - last), false, true);
        }
    }
}
