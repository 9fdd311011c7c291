using System.Collections.Immutable;
using System.Diagnostics;

namespace Autocomp.Tool.Projects;

/// <summary>Both sides of git's unmerged files in a folder, laid out as two folders that live as long as this object.</summary>
internal sealed class GitConflicts : IDisposable
{
    private readonly string _folder;
    private readonly string _root = Directory.CreateTempSubdirectory("autocomp-merge-").FullName;

    /// <summary>Asks git and extracts. Without git, or outside of a repository, there are no files.</summary>
    /// <param name="folder">The schedule folder.</param>
    public GitConflicts(string folder)
    {
        _folder = folder;
        (Ours, Theirs) = (Path.Combine(_root, "ours"), Path.Combine(_root, "theirs"));
        // Whole pairs: an unmerged .json beside a merged .schedule.cs still is one entry of each side.
        Files = [.. Lines("ls-files", "-u", "-z", "--", ".").Select(l => l[(l.IndexOf('\t', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.Ordinal)];
        foreach (string file in Files)
        {
            Extract(":2:./", file, Ours);
            Extract(":3:./", file, Theirs);
        }
    }

    /// <summary>The current branch's side.</summary>
    public string Ours { get; }

    /// <summary>The other side.</summary>
    public string Theirs { get; }

    /// <summary>Unmerged files, relative to the folder.</summary>
    public ImmutableArray<string> Files { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Extract(string stage, string file, string side)
    {
        // The partner of an unmerged file may have merged cleanly; then both sides share it.
        string stem = file.EndsWith(".schedule.cs", StringComparison.Ordinal) ? file[..^".schedule.cs".Length] : Path.ChangeExtension(file, null);
        foreach (string name in new[] { stem + ".schedule.cs", stem + ".json" })
        {
            string target = Path.Combine(side, Path.GetFileName(name));
            Directory.CreateDirectory(side);
            if (Git(["show", stage + name]) is { } staged) File.WriteAllText(target, staged);
            else if (!Files.Contains(name) && File.Exists(Path.Combine(_folder, name))) File.Copy(Path.Combine(_folder, name), target, overwrite: true);
        }
    }

    private string[] Lines(params string[] arguments) => Git(arguments)?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string? Git(string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new("git", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.Result;
            return process.ExitCode == 0 ? output : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
