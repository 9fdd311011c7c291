using System.Text;

namespace Autocomp.Isa;

/// <summary>Prints a target's instruction set as plain text for a language model: memories, rules, and intrinsics of the command table.</summary>
public static class IsaDocumentation
{
    /// <summary>The reference of a target, with line feeds. Same target and choice, same text.</summary>
    /// <param name="target">The target to describe.</param>
    /// <param name="shows">Whether a command (no field), or a field of it, is printed; null prints all.</param>
    public static string For(TargetDescription target, Func<Command, CommandField?, bool>? shows = null)
    {
        var text = new StringBuilder();
        PrintMachine(text, target);
        PrintRules(text, target);
        PrintCommands(text, target, shows ?? ((_, _) => true));
        return text.ToString();
    }

    private static void PrintMachine(StringBuilder text, TargetDescription target)
    {
        int element = Bytes(target.Element);
        int half = target.AccumulatorRows / Math.Max(1, target.AccumulatorBanks);
        Line(text, $"# Target {target.Name}");
        Line(text, $"DIM = {target.Dim}: a systolic array of {target.Dim} x {target.Dim}, at most {target.PeakMacsPerCycle} multiply-accumulates a cycle.");
        Line(text, $"Elements are {Name(target.Element)}, accumulator values are {Name(target.Accumulator)}.");
        Line(text, $"Scratchpad: {target.ScratchpadRows} rows of {target.Dim} elements ({target.ScratchpadRows * target.Dim * element / 1024} KiB) in {target.ScratchpadBanks} banks of {target.ScratchpadBankRows} rows, each with one port.");
        Line(text, $"Accumulator: {target.AccumulatorRows} rows of {target.Dim} values ({target.AccumulatorRows * target.Dim * 4 / 1024} KiB) in {target.AccumulatorBanks} bank(s) of {half} rows, each with a read and a write port.");
        text.Append('\n');
    }

    private static void PrintRules(StringBuilder text, TargetDescription target)
    {
        text.Append(FormattableString.Invariant(
            $"""
            # Rules
            - A local address is a row number. Or Gemmini.Accumulator to it for the accumulator, Gemmini.Accumulate to add to accumulator rows, Gemmini.FullWidth to store accumulator values unscaled. Gemmini.Garbage is no address: zeros when read, nothing when written.
            - Set every configuration field before a command needs it: ConfigEx before preload and compute, ConfigLd of the same state before Mvin (0), Mvin2 (1), Mvin3 (2), ConfigSt before Mvout. Nothing is set when a kernel begins.
            - Read only rows that the kernel has written: scratchpad, accumulator and array hold garbage when it begins. The first result for accumulator rows must overwrite (no Accumulate), or a bias must be loaded first.
            - Every Preload is followed at once by its compute. It names B (weight-stationary) and where the result of the next compute goes. ComputePreloaded uses the B just named; ComputeAccumulated with Gemmini.Garbage as B in its Preload keeps the weights that are in the array.
            - rows and cols are at most {target.Dim}. Only an Mvin or Mvout may have up to {target.MaxBlockLength * target.Dim} columns of elements{AccumulatorColumns(target)}; block b of DIM columns is then at local row + b*blockStride (Mvin, set by ConfigLd) or + b*DIM (Mvout). Edge tiles pass their true rows and cols; missing rows and columns count as zeros.
            - Operands of Preload and compute lie in the scratchpad; results go to the accumulator (or the scratchpad, saturated).
            - An operand that overlaps a result just computed into the scratchpad must begin at the same row.
            - The hardware orders commands among each other by local rows. It does not order them by main memory: Gemmini.Fence() is needed between an Mvout and an Mvin or Mvout of the same bytes, before the core reads or writes bytes that a command uses, and before the kernel returns. An Mvout may overwrite what an Mvin read without a fence when it stores the rows that this Mvin loaded.
            - Main memory is accessed only inside the tensors. Inputs are read-only.

            # Meaning
            - Weight-stationary: result = A*B + D with A of aRows x aCols, B as preloaded; D is usually Garbage and the bias is loaded into the accumulator with Mvin3 instead (ConfigLd stride 0 repeats one row).
            - Mvout from the accumulator multiplies by the scale of ConfigSt,{Rounding(target)} and applies the activation. Mvin multiplies elements by the scale of ConfigLd.


            """).ReplaceLineEndings("\n"));
    }

    private static void PrintCommands(StringBuilder text, TargetDescription target, Func<Command, CommandField?, bool> shows)
    {
        Line(text, $"# Intrinsics (static methods of Gemmini; arguments may be named; those with = may be left out)");
        var printed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Command command in CommandTable.All.Where(row => row.Revisions.Contains(target.Revision) && shows(row, null)))
        {
            if (command.Name == "config_norm" && !target.HasNormalizations) continue;
            CommandField[] fields = [.. command.Fields.Where(field => shows(command, field))];
            Line(text, $"{command.Intrinsic}({string.Join(", ", fields.Select(field => field.Declaration))})");
            Line(text, $"  {command.Summary}");
            string arguments = string.Concat(fields.Select(field => $"  {field.Name}: {field.Documentation}\n"));
            if (fields.Length > 1 && !printed.TryAdd(arguments, command.Intrinsic)) Line(text, $"  Arguments as {printed[arguments]}.");
            else text.Append(arguments);
        }

        Line(text, $"Fence()");
        Line(text, $"  Waits until every command issued before has finished and its memory writes are visible.");
    }

    private static string AccumulatorColumns(TargetDescription target) =>
        target.MaxBlockLengthAccumulator == target.MaxBlockLength ? "" : $" ({target.MaxBlockLengthAccumulator * target.Dim} of accumulator values)";

    private static string Rounding(TargetDescription target) =>
        target.Element == ElementType.Int8 ? " rounds to nearest even, saturates to int8" : "";

    private static string Name(ElementType type) => type switch
    {
        ElementType.Int8 => "int8 (sbyte)",
        ElementType.Int32 => "int32 (int)",
        _ => "fp32 (float)",
    };

    private static int Bytes(ElementType type) => type == ElementType.Int8 ? 1 : 4;

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
