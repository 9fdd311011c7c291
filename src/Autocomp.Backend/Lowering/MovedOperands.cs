using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Backend.Lift;

namespace Autocomp.Backend.Lowering;

/// <summary>Turns operands that move with loops around them into operands of a pointer that is moved at the head of the loop's body.</summary>
/// <param name="variables">The loops' variables, outermost first; they count from 0 by 1.</param>
/// <param name="names">Names for the pointers.</param>
/// <param name="text">Takes their declarations.</param>
internal sealed class MovedOperands(ImmutableArray<string> variables, ScheduleNames names, ScheduleText text)
{
    private readonly Dictionary<(string Tensor, string Moves), string> pointers = [];

    /// <summary>The operand that stands for one.</summary>
    /// <param name="operand">The operand.</param>
    public MatrixOperand Of(MatrixOperand operand)
    {
        string moves = string.Concat(operand.Steps.Select((step, depth) =>
            step == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" + {variables[depth]} * {step}")));
        if (moves.Length == 0)
        {
            return operand with { Steps = [] };
        }

        if (!pointers.TryGetValue((operand.Tensor.Name, moves), out string? pointer))
        {
            pointer = names.Fresh(operand.Tensor.Name + "Here");
            pointers.Add((operand.Tensor.Name, moves), pointer);
            text.Line($"{ScheduleText.CSharpName(operand.Tensor.Scalar)}* {pointer} = {operand.Tensor.Name}{moves};");
        }

        return operand with { Tensor = operand.Tensor with { Name = pointer }, Steps = [] };
    }
}
