using System.Globalization;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>What multiplies a term: a constant, times a scalar parameter if there is one.</summary>
/// <param name="Constant">The constant.</param>
/// <param name="Parameter">The parameter, or null.</param>
public sealed record Coefficient(float Constant, KernelParameter? Parameter)
{
    /// <summary>No change.</summary>
    public static Coefficient One { get; } = new(1, null);

    /// <summary>Whether it changes nothing.</summary>
    internal bool IsOne => this is { Constant: 1, Parameter: null };

    /// <summary>In front of a term, for remarks and formulas: empty when it changes nothing.</summary>
    internal string Prefix => IsOne ? "" : this is { Constant: -1, Parameter: null } ? "-" : $"{Text} * ";

    /// <summary>The number as C# text.</summary>
    internal string Text => Parameter is null
        ? Number
        : Constant switch
        {
            1 => Parameter.Name,
            -1 => "-" + Parameter.Name,
            _ => $"{Number} * {Parameter.Name}",
        };

    private string Number => Constant.ToString("R", CultureInfo.InvariantCulture) + "f";

    /// <summary>The product of two, or null when it would take two parameters.</summary>
    /// <param name="other">The other.</param>
    internal Coefficient? Times(Coefficient other) =>
        Parameter is not null && other.Parameter is not null ? null : new(Constant * other.Constant, Parameter ?? other.Parameter);

    /// <summary>Its value in a replay.</summary>
    /// <param name="replay">Gives the parameter.</param>
    internal double Value(FloatReplay replay) => Constant * (Parameter is null ? 1 : replay.Scalar(Parameter));
}
