using Microsoft.CodeAnalysis;

namespace Autocomp.Frontend.Lowering;

/// <summary>The attributes of <c>Autocomp</c> by metadata name.</summary>
internal static class AttributeNames
{
    /// <summary><c>[Kernel]</c>.</summary>
    public const string Kernel = "Autocomp.KernelAttribute";

    /// <summary><c>[Shape]</c>.</summary>
    public const string Shape = "Autocomp.ShapeAttribute";

    /// <summary><c>[Specialize]</c>.</summary>
    public const string Specialize = "Autocomp.SpecializeAttribute";

    /// <summary><c>[Output]</c>.</summary>
    public const string Output = "Autocomp.OutputAttribute";

    /// <summary><c>[MayAlias]</c>.</summary>
    public const string MayAlias = "Autocomp.MayAliasAttribute";

    /// <summary><c>[ValueRange]</c>.</summary>
    public const string ValueRange = "Autocomp.ValueRangeAttribute";

    /// <summary><c>[ScheduleFor]</c>.</summary>
    public const string ScheduleFor = "Autocomp.ScheduleForAttribute";

    /// <summary>The attributes of one kind on a symbol, in source order.</summary>
    public static IEnumerable<AttributeData> Of(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(a => a.AttributeClass?.ToDisplayString() == name);

    /// <summary>Whether a symbol carries an attribute.</summary>
    public static bool Has(ISymbol symbol, string name) => Of(symbol, name).Any();
}
