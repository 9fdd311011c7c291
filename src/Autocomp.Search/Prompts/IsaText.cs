using System.Globalization;
using System.Text;
using Autocomp.Isa;

namespace Autocomp.Search.Prompts;

/// <summary>The commands of a target as prompt text, drawn from the command table.</summary>
public static class IsaText
{
    /// <summary>Describes the machine and its commands, loop commands left out.</summary>
    /// <param name="target">The machine.</param>
    /// <returns>Markdown.</returns>
    public static string For(TargetDescription target)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Target {target.Name}: a systolic array of {target.Dim}x{target.Dim}. ");
        text.Append(CultureInfo.InvariantCulture, $"Scratchpad: {target.ScratchpadBanks} banks of {target.ScratchpadBankRows} rows of {target.Dim} elements ({target.Element}). ");
        text.Append(CultureInfo.InvariantCulture, $"Accumulator: {target.AccumulatorBanks} banks of {target.AccumulatorBankRows} rows of {target.Dim} elements ({target.Accumulator}).\n");
        text.Append("Local addresses count rows. `Gemmini.Accumulator` (bit 31) selects the accumulator, `Gemmini.Accumulate` (bit 30) adds to the row, `Gemmini.FullWidth` (bit 29) stores accumulator values unscaled, `Gemmini.Garbage` is no address: zeros when read, nothing when written.\n");
        text.Append("Loads, stores and array commands run side by side and are ordered by the local rows that they touch. `Gemmini.Fence()` waits for all of them.\n\nCommands:\n");
        foreach (Command command in CommandTable.All.Where(c => c.Unit != CommandUnit.Loop && c.Revisions.Contains(target.Revision)))
        {
            string parameters = string.Join(", ", command.Fields.Select(f => f.Default is null ? f.Name : $"{f.Name} = {f.Default}"));
            text.Append(CultureInfo.InvariantCulture, $"- `Gemmini.{command.Intrinsic}({parameters})`: {command.Summary}\n");
            foreach (CommandField field in command.Fields) text.Append(CultureInfo.InvariantCulture, $"  - {field.Name}: {field.Documentation}\n");
        }

        return text.ToString();
    }
}
