using System.Collections.Immutable;
using System.Text.Json;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Runs golden vectors (one JSON object a line) and counts them by family. A case of any kind may follow any other.</summary>
/// <param name="policy">Permissive compares results as the simulator that recorded them has them; strict counts what it refuses as mismatches.</param>
public sealed class VectorSuite(Policy policy = Policy.Permissive) : IDisposable
{
    private readonly SortedDictionary<(string Config, string Family), VectorFamily> _families = [];
    private readonly Dictionary<string, Machine> _machines = [];
    private readonly Dictionary<string, VectorRefusal> _refusals = [];

    /// <summary>What has run so far, by configuration and family name.</summary>
    public ImmutableArray<VectorFamily> Families => [.. _families.Values];

    /// <summary>What the strict policy refused so far, by reason, the most frequent first.</summary>
    public ImmutableArray<VectorRefusal> Refusals => [.. _refusals.Values.OrderByDescending(refusal => refusal.Cases).ThenBy(refusal => refusal.Reason, StringComparer.Ordinal)];

    /// <summary>Runs one case.</summary>
    /// <param name="line">The JSON object.</param>
    /// <returns>Null when it matches, else what differs. A line that is no vector is a mismatch of family <c>?</c>.</returns>
    public string? Run(string line)
    {
        string config = "?";
        string name = "?";
        string? mismatch;
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement test = document.RootElement;
            name = test.GetProperty("name").GetString() ?? "?";
            config = test.TryGetProperty("config", out JsonElement value) ? value.GetString() ?? "?" : "rv64";
            mismatch = Run(config, test);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            mismatch = $"is not a vector: {exception.Message}";
        }

        Count(config, name, mismatch);
        return mismatch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Machine machine in _machines.Values) machine.Dispose();
    }

    private string? Run(string config, JsonElement test)
    {
        TargetDescription? target = config switch
        {
            "gemmini-int8" => TargetPresets.Int8R2025,
            "gemmini-fp32" => TargetPresets.Fp32,
            "rv64" => TargetPresets.Int8,
            _ => null,
        };
        if (target is null) return $"unknown config '{config}'; known are gemmini-int8, gemmini-fp32 and rv64";
        if (!_machines.TryGetValue(config, out Machine? machine)) _machines.Add(config, machine = new Machine(target));
        return config == "rv64" ? CoreVector.Run(machine, test) : RunOnAccelerator(machine, test);
    }

    private string? RunOnAccelerator(Machine machine, JsonElement test)
    {
        string? mismatch = AcceleratorVector.Run(machine, test, policy, out Fault? refusal);
        if (refusal is null) return mismatch;
        string reason = RevisionDifferences.All.FirstOrDefault(difference => refusal.Message.Contains(difference.Text, StringComparison.Ordinal))?.Text ?? "";
        reason = reason.Length > 0 ? $"{refusal.Kind}: {reason}" : refusal.Kind.ToString();
        VectorRefusal known = _refusals.GetValueOrDefault(reason) ?? new VectorRefusal(reason, 0, test.GetProperty("name").GetString() ?? "?");
        _refusals[reason] = known with { Cases = known.Cases + 1 };
        return mismatch;
    }

    private void Count(string config, string name, string? mismatch)
    {
        (string, string) key = (config, name.Split('/')[0]);
        VectorFamily family = _families.GetValueOrDefault(key) ?? new VectorFamily(key.Item1, key.Item2, 0, 0, null);
        _families[key] = family with
        {
            Cases = family.Cases + 1,
            Passed = family.Passed + (mismatch is null ? 1 : 0),
            FirstMismatch = family.FirstMismatch ?? (mismatch is null ? null : $"{name}: {mismatch}"),
        };
    }
}
