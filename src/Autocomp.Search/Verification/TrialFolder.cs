using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Autocomp.Search.Evaluation;
using Autocomp.Search.Reference;

namespace Autocomp.Search.Verification;

/// <summary>Expected outputs on disk, one file a trial, in a folder that belongs to one meaning of one kernel. Files are replaced atomically; a damaged one counts as absent.</summary>
/// <param name="path">The folder; made when something is written.</param>
public sealed class TrialFolder(string path)
{
    private const int HashLength = 32;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The trials that a plan came to, degenerate ones replaced, or an empty array when they have not been prepared.</summary>
    public ImmutableArray<Trial> Trials(TrialPlan plan)
    {
        try
        {
            var list = JsonSerializer.Deserialize<PlanFile>(File.ReadAllBytes(PlanPath(plan)), WireJson.Options);
            return list?.Version == TrialData.Version && !list.Trials.IsDefault ? list.Trials : [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>What the user's method did in a trial, or null when it is not known.</summary>
    public ReferenceReply? Expected(Trial trial)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(FilePath(trial));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (file.Length <= HashLength || !SHA256.HashData(file.AsSpan(HashLength)).AsSpan().SequenceEqual(file.AsSpan(0, HashLength))) return null;
        try
        {
            int end = Array.IndexOf(file, (byte)'\n', HashLength);
            var head = JsonSerializer.Deserialize<FileHead>(file.AsSpan(HashLength, end - HashLength), WireJson.Options)!;
            return head.Version == TrialData.Version ? new(head.Outcome, head.Message ?? "", file[(end + 1)..]) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Keeps what the user's method did in a trial.</summary>
    public void Write(Trial trial, ReferenceReply reply)
    {
        byte[] head = JsonSerializer.SerializeToUtf8Bytes(new FileHead(TrialData.Version, reply.Outcome, reply.Message), WireJson.Options);
        byte[] content = [.. head, (byte)'\n', .. reply.Outputs];
        AtomicFile.Write(FilePath(trial), [.. SHA256.HashData(content), .. content]);
    }

    /// <summary>Keeps the trials that a plan came to.</summary>
    public void Write(TrialPlan plan, ImmutableArray<Trial> trials) =>
        AtomicFile.Write(PlanPath(plan), JsonSerializer.SerializeToUtf8Bytes(new PlanFile(TrialData.Version, trials), WireJson.Options));

    private string FilePath(Trial trial) => System.IO.Path.Combine(Path, trial.Name + ".expected");

    private string PlanPath(TrialPlan plan) => System.IO.Path.Combine(Path, plan.ToString().ToLowerInvariant() + ".trials.json");

    private sealed record FileHead(int Version, ReferenceOutcome Outcome, string? Message);

    private sealed record PlanFile(int Version, ImmutableArray<Trial> Trials);
}
