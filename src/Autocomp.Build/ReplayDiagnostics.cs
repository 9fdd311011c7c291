using Microsoft.Build.Framework;

namespace Autocomp.Build;

/// <summary>Says again what the worker said, in builds that have nothing to do: a warning shown only once is a warning overlooked.</summary>
public sealed class ReplayDiagnostics : Microsoft.Build.Utilities.Task
{
    /// <summary>File with canonical diagnostics, one a line.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (string line in System.IO.File.ReadAllLines(File))
        {
            if (line.Length > 0) Log.LogMessageFromText(line, MessageImportance.Normal);
        }

        return !Log.HasLoggedErrors;
    }
}
