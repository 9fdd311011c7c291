using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Autocomp.Isa;

/// <summary>Targets as JSON: the name of a preset and what differs from it.</summary>
/// <remarks>
/// <code>
/// { "base": "gemmini-int8-16x16", "name": "small", "scratchpadBankRows": 2048, "timing": { "memoryExtraLatency": 30 } }
/// </code>
/// Field names are those of <see cref="TargetDescription"/> and <see cref="TimingParameters"/> in camel case.
/// </remarks>
public static class TargetJson
{
    private const string Base = "base";
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a target. A bad text is a result with errors, never an exception.</summary>
    /// <param name="json">The text of the file.</param>
    public static TargetReadResult Read(string json)
    {
        var errors = new List<string>();
        TargetDescription? target = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            target = Read(document.RootElement, errors);
        }
        catch (JsonException exception)
        {
            errors.Add($"The target is not valid JSON: {exception.Message}");
        }

        if (errors.Count == 0 && target is not null) errors.AddRange(TargetRules.Check(target));
        return new TargetReadResult(errors.Count == 0 ? target : null, [.. errors]);
    }

    /// <summary>Prints a target with all its fields, so that reading it gives an equal one.</summary>
    /// <param name="target">Any target.</param>
    public static string Print(TargetDescription target)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString(Base, TargetPresets.Int8.Name);
            Print(writer, target);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static TargetDescription? Read(JsonElement root, List<string> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add("The target must be a JSON object.");
            return null;
        }

        string? name = root.TryGetProperty(Base, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (TargetPresets.Find(name ?? "") is not { } preset)
        {
            string problem = name is null ? "The target needs a field 'base'" : $"Field 'base' names '{name}', which is no target";
            errors.Add($"{problem}; name the preset it starts from: {string.Join(", ", TargetPresets.All.Select(each => each.Name))}.");
            return null;
        }

        TargetDescription target = preset with { Timing = preset.Timing with { } };
        Fill(target, root, "", errors);
        return target;
    }

    /// <summary>Sets fields of a fresh copy that nobody else holds yet.</summary>
    private static void Fill(object target, JsonElement fields, string path, List<string> errors)
    {
        ImmutableArray<PropertyInfo> known = Fields(target.GetType());
        foreach (JsonProperty field in fields.EnumerateObject())
        {
            if (path.Length == 0 && field.Name == Base) continue;
            string name = path + field.Name;
            PropertyInfo? property = known.FirstOrDefault(each => CamelCase(each.Name) == field.Name);
            if (property is null)
            {
                errors.Add($"Unknown field '{name}'; known are {string.Join(", ", known.Select(each => CamelCase(each.Name)))}.");
            }
            else if (property.PropertyType == typeof(TimingParameters))
            {
                if (field.Value.ValueKind == JsonValueKind.Object) Fill(property.GetValue(target)!, field.Value, name + ".", errors);
                else errors.Add($"Field '{name}' must be an object, not {field.Value.GetRawText()}.");
            }
            else if (Value(property.PropertyType, field.Value) is { } value)
            {
                property.SetValue(target, value);
            }
            else
            {
                errors.Add($"Field '{name}' must be {Expected(property.PropertyType)}, not {field.Value.GetRawText()}.");
            }
        }
    }

    private static object? Value(Type type, JsonElement value)
    {
        if (type == typeof(int)) return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;
        if (type == typeof(double)) return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double real) ? real : null;
        if (type == typeof(bool)) return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
        if (value.ValueKind != JsonValueKind.String) return null;
        if (type == typeof(string)) return value.GetString();
        string text = value.GetString()!;
        int index = Array.FindIndex(Enum.GetNames(type), name => CamelCase(name) == text);
        return index < 0 ? null : Enum.GetValues(type).GetValue(index);
    }

    private static string Expected(Type type) =>
        type == typeof(int) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "a string"
        : $"one of {string.Join(", ", Enum.GetNames(type).Select(name => $"\"{CamelCase(name)}\""))}";

    private static void Print(Utf8JsonWriter writer, object source)
    {
        foreach (PropertyInfo property in Fields(source.GetType()))
        {
            string name = CamelCase(property.Name);
            switch (property.GetValue(source))
            {
                case int number:
                    writer.WriteNumber(name, number);
                    break;
                case double real:
                    writer.WriteNumber(name, real);
                    break;
                case bool flag:
                    writer.WriteBoolean(name, flag);
                    break;
                case TimingParameters timing:
                    writer.WriteStartObject(name);
                    Print(writer, timing);
                    writer.WriteEndObject();
                    break;
                case Enum member:
                    writer.WriteString(name, CamelCase(member.ToString()));
                    break;
                case object other:
                    writer.WriteString(name, Convert.ToString(other, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private static ImmutableArray<PropertyInfo> Fields(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).OrderBy(property => property.MetadataToken)];

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
