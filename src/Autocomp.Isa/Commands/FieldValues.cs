using System.Collections.Immutable;

namespace Autocomp.Isa;

/// <summary>The named values of the enumerations <c>Autocomp.Dataflow</c> and <c>Autocomp.Activation</c>: the index is the encoding.</summary>
public static class FieldValues
{
    /// <summary>Members of <c>Dataflow</c> by value.</summary>
    public static ImmutableArray<string> Dataflows { get; } = ["OutputStationary", "WeightStationary"];

    /// <summary>Members of <c>Activation</c> by value. <c>Softmax</c> needs three bits, which only <c>loop_ws</c> and <c>config_norm</c> have.</summary>
    public static ImmutableArray<string> Activations { get; } = ["None", "Relu", "LayerNorm", "IGelu", "Softmax"];

    /// <summary>The encoding of a member written with or without its enumeration's name.</summary>
    /// <param name="type"><see cref="FieldType.Dataflow"/> or <see cref="FieldType.Activation"/>.</param>
    /// <param name="text">For example <c>Activation.Relu</c>.</param>
    public static int Parse(FieldType type, string text)
    {
        int index = Names(type).IndexOf(text[(text.LastIndexOf('.') + 1)..]);
        return index >= 0 ? index : throw new ArgumentException($"'{text}' is not a member of {type}.", nameof(text));
    }

    /// <summary>The members of an enumeration by value; empty for other types.</summary>
    /// <param name="type">The field's type.</param>
    public static ImmutableArray<string> Names(FieldType type) => type switch
    {
        FieldType.Dataflow => Dataflows,
        FieldType.Activation => Activations,
        _ => [],
    };
}
