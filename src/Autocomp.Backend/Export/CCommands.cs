using System.Globalization;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Export;

/// <summary>Prints accelerator commands with the macros of the vendor's <c>gemmini.h</c>; loop commands and counters, which it only has inside larger macros, as plain custom instructions.</summary>
/// <param name="target">The machine.</param>
/// <param name="ranges">What values can occur.</param>
/// <param name="expressions">Prints arguments.</param>
internal sealed class CCommands(TargetDescription target, ValueRanges ranges, CExpressions expressions)
{
    /// <summary>One statement.</summary>
    /// <param name="call">The command.</param>
    /// <param name="result">The local that takes its result, or null.</param>
    public string Print(Statement.Intrinsic call, string? result)
    {
        if (call.Name == CodeGeneration.Emission.IntrinsicEmitter.Fence)
        {
            return "gemmini_fence();";
        }

        Command command = CommandTable.FindIntrinsic(call.Name, target.Revision)
            ?? throw new InvalidOperationException($"{call.Name} is no command of {target.Name}.");
        if (MacroOf(call.Name) is { } macro)
        {
            return $"{macro.Name}({string.Join(", ", macro.Arguments.Select(argument => command.Field(argument) is { } field ? Argument(command, call, field) : argument))});";
        }

        string operands = $"{Operand(command, call, 1)}, {Operand(command, call, 2)}, {Number((ulong)command.Funct7)}";
        string instruction = !command.HasResult
            ? $"ROCC_INSTRUCTION_0_R_R(XCUSTOM_ACC, {operands});"
            : result is null
                ? $"{{ uint64_t ac_value; ROCC_INSTRUCTION_R_R_R(XCUSTOM_ACC, ac_value, {operands}); }}"
                : $"{{ uint64_t ac_value; ROCC_INSTRUCTION_R_R_R(XCUSTOM_ACC, ac_value, {operands}); {result} = (uint32_t)ac_value; }}";
        return $"{instruction} /* {command.Name} */";
    }

    /// <summary>The vendor's macro with the table's field names in its order; numbers stand for themselves.</summary>
    private static (string Name, string[] Arguments)? MacroOf(string intrinsic) => intrinsic switch
    {
        "ConfigEx" => ("gemmini_extended3_config_ex", ["dataflow", "activation", "inShift", "accumulatorScale", "cStride", "aStride", "transposeA", "transposeB", "0"]),
        "ConfigExStrides" => ("gemmini_extended3_config_ex", ["0", "0", "0", "0.0f", "cStride", "aStride", "0", "0", "1"]),
        "ConfigLd" => ("gemmini_extended5_config_ld", ["stride", "scale", "shrunk", "blockStride", "pixelRepeats", "state"]),
        "ConfigSt" => ("gemmini_extended2_config_st",
            ["stride", "activation", "scale", "poolStride", "poolSize", "poolOutDim", "poolOutRows", "poolOutCols", "outRows", "outCols", "upperPadding", "leftPadding"]),
        "ConfigNorm" => ("gemmini_config_norm", ["qConst", "qConstType", "setStatsIdOnly", "activationMsb", "statId", "qb", "qc"]),
        "Mvin" => ("gemmini_extended_mvin", ["source", "local", "cols", "rows"]),
        "Mvin2" => ("gemmini_extended_mvin2", ["source", "local", "cols", "rows"]),
        "Mvin3" => ("gemmini_extended_mvin3", ["source", "local", "cols", "rows"]),
        "Mvout" => ("gemmini_extended_mvout", ["destination", "local", "cols", "rows"]),
        "Preload" => ("gemmini_extended_preload", ["weights", "result", "weightsCols", "weightsRows", "resultCols", "resultRows"]),
        "ComputePreloaded" => ("gemmini_extended_compute_preloaded", ["a", "d", "aCols", "aRows", "dCols", "dRows"]),
        "ComputeAccumulated" => ("gemmini_extended_compute_accumulated", ["a", "d", "aCols", "aRows", "dCols", "dRows"]),
        "Flush" => ("gemmini_flush", ["skip"]),
        _ => null,
    };

    private string Argument(Command command, Statement.Intrinsic call, CommandField field)
    {
        Expression? value = ArgumentOf(call, field);
        if (value is null || (value is Expression.Constant && field.Type is not (FieldType.LocalAddress or FieldType.Pointer)))
        {
            ulong bits = (value is Expression.Constant constant ? Encoded(field, constant) : field.DefaultBits(target.Dim))
                ?? throw new InvalidOperationException($"'{field.Name}' of {command.Name} has no value.");
            return field.Type switch
            {
                FieldType.Float => CType.Constant(new(new(ScalarType.Float32), (int)bits)).Text,
                FieldType.Dataflow => bits == 0 ? "OUTPUT_STATIONARY" : "WEIGHT_STATIONARY",
                FieldType.Activation => bits switch { 0 => "NO_ACTIVATION", 1 => "RELU", 2 => "LAYERNORM", 3 => "IGELU", _ => "SOFTMAX" },
                _ => Number(bits),
            };
        }

        CText text = expressions.Text(value);
        bool fits = value.Type.IsFloat || value.Type.IsPointer || new Interval(0, field.Mask).Contains(ranges.Of(value));
        return !fits ? $"({text.At(CText.Unary)} & {Number(field.Mask)})" : command.Funct7 == 0 ? text.At(CText.Atom) : text.Text;
    }

    private static Expression? ArgumentOf(Statement.Intrinsic call, CommandField field) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter == field.Name)?.Value;

    private ulong Encoded(CommandField field, Expression.Constant constant)
    {
        ulong bits = (ulong)constant.Bits & field.Mask;
        return field.ZeroMeansDim && bits == 0 ? (ulong)target.Dim : bits;
    }

    private string Operand(Command command, Statement.Intrinsic call, int number)
    {
        ulong known = number == 1 ? command.FixedBits : 0;
        List<string> parts = [];
        foreach (CommandField field in command.Fields.Where(field => field.Operand == number))
        {
            Expression? value = ArgumentOf(call, field);
            if (value is null or Expression.Constant)
            {
                known |= (value is Expression.Constant constant ? Encoded(field, constant) : field.DefaultBits(target.Dim) ?? 0) << field.LowBit;
                continue;
            }

            CText text = expressions.Text(value);
            string bits = value.Type.IsFloat ? $"(uint64_t)acc_scale_t_to_acc_scale_t_bits({text.Text})" : value.Type.IsPointer ? $"(uint64_t)(uintptr_t){text.At(CText.Unary)}" : $"(uint64_t){text.At(CText.Unary)}";
            bits = value.Type.IsFloat || new Interval(0, field.Mask).Contains(ranges.Of(value)) ? bits : $"({bits} & {Number(field.Mask)})";
            parts.Add(field.LowBit == 0 ? bits : $"{bits} << {Number((ulong)field.LowBit)}");
        }

        if (known != 0 || parts.Count == 0)
        {
            parts.Add($"UINT64_C(0x{known.ToString("x", CultureInfo.InvariantCulture)})");
        }

        return parts.Count == 1 ? parts[0] : string.Join(" | ", parts.Select(part => $"({part})"));
    }

    private static string Number(ulong value) => value > int.MaxValue
        ? $"UINT64_C(0x{value.ToString("x", CultureInfo.InvariantCulture)})"
        : value.ToString(CultureInfo.InvariantCulture);
}
