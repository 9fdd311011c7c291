using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Autocomp.Backend.Lift;

namespace Autocomp.Search.Evaluation;

/// <summary>How records travel between processes: JSON with enum names, closed hierarchies by their case's name.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(AddCases);
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            IgnoreReadOnlyProperties = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = 32,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void AddCases(JsonTypeInfo info)
    {
        if (!info.Type.IsAssignableTo(typeof(TensorOperation))) return;
        // Computed collections would be written all the same: IgnoreReadOnlyProperties leaves collections alone.
        foreach (JsonPropertyInfo computed in info.Properties.Where(p => p.Set is null).ToArray()) info.Properties.Remove(computed);
        if (info.Type != typeof(TensorOperation)) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "case" };
        foreach (Type nested in info.Type.GetNestedTypes())
        {
            if (nested.IsSealed && nested.IsSubclassOf(info.Type))
                info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(nested, nested.Name));
        }
    }
}
