using System.Globalization;
using System.Text;

namespace Autocomp.Backend.CodeGeneration;

/// <summary>Makes LLVM's assembly readable: source lines stand above their instructions, debug sections and frame directives are left out.</summary>
internal static class ListingWriter
{
    /// <summary>The listing.</summary>
    /// <param name="assembly">LLVM's assembly.</param>
    /// <param name="source">The schedule's text.</param>
    public static string Write(string assembly, string source)
    {
        string[] lines = source.Split('\n');
        StringBuilder text = new();
        int current = 0;
        foreach (string line in assembly.Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith(".section\t.debug_", StringComparison.Ordinal))
            {
                break;
            }

            if (trimmed.StartsWith(".loc", StringComparison.Ordinal))
            {
                int number = int.Parse(trimmed.Split(['\t', ' '])[2], CultureInfo.InvariantCulture);
                if (number != current && number > 0 && number <= lines.Length)
                {
                    text.Append(CultureInfo.InvariantCulture, $"                                        # {number}: {lines[number - 1].Trim()}\n");
                    current = number;
                }
            }
            else if (!IsNoise(trimmed))
            {
                text.Append(line.TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsNoise(string line) =>
        line.Length == 0
        || line is "#APP" or "#NO_APP"
        || line.StartsWith(".cfi_", StringComparison.Ordinal)
        || line.StartsWith(".file", StringComparison.Ordinal)
        || line.StartsWith(".Ltmp", StringComparison.Ordinal)
        || line.StartsWith(".Lfunc_", StringComparison.Ordinal);
}
