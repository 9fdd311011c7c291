using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Autocomp.Frontend.Kernels;
using Autocomp.Isa;

namespace Autocomp.Search.Store;

/// <summary>Which kernel an entry is for, and everything that decides what a right schedule of it is.</summary>
/// <param name="Kernel">Metadata name of the method.</param>
/// <param name="Specialization">Sizes fixed here, as text; empty when all are constant.</param>
/// <param name="Target">Name of the target.</param>
/// <param name="Symbol">C symbol.</param>
/// <param name="Meaning">Named parts in clear text; any difference makes a stored schedule invalid.</param>
public sealed record KernelIdentity(
    string Kernel,
    string Specialization,
    string Target,
    string Symbol,
    ImmutableSortedDictionary<string, string> Meaning)
{
    /// <summary>Version of the contract between a kernel and its caller: registers, state on entry, state on return.</summary>
    public const string AbiVersion = "1";

    /// <summary>File name of the entry without extension; the same for every meaning.</summary>
    public string FileName { get; } = Sanitize(Symbol) + "." + Sanitize(Target);

    /// <summary>SHA-256 over name and meaning, lower-case hex: equal hashes have equal right answers.</summary>
    public string MeaningHash { get; } = Hash(Kernel, Specialization, Meaning);

    /// <summary>The identity of a specialised kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="canonicalText">Stable text of its loop tree (helpers inlined, constants folded, checked arithmetic marked).</param>
    /// <param name="target">The machine.</param>
    public static KernelIdentity Of(KernelInfo kernel, string canonicalText, TargetDescription target)
    {
        var meaning = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        meaning["abi"] = AbiVersion;
        meaning["body"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalText)));
        foreach (KernelParameter parameter in kernel.Parameters)
        {
            string index = parameter.Index.ToString("00", CultureInfo.InvariantCulture);
            meaning[$"parameter {index} {parameter.Name}"] = Describe(parameter);
        }
        foreach (PropertyInfo property in typeof(TargetDescription).GetProperties())
        {
            // Timing decides cycles only, and the name is no meaning.
            if (!property.CanWrite || property.Name is nameof(TargetDescription.Timing) or nameof(TargetDescription.Name)) continue;
            meaning["target " + char.ToLowerInvariant(property.Name[0]) + property.Name[1..]] = Text(property.GetValue(target));
        }
        return new(kernel.MetadataName, kernel.Specialization.ToString(), target.Name, kernel.Symbol, meaning.ToImmutable());
    }

    private static string Describe(KernelParameter parameter)
    {
        string type = parameter.Scalar.ToString().ToLowerInvariant();
        return parameter.Kind switch
        {
            ParameterKind.Dimension => "dimension",
            ParameterKind.Scalar when parameter.Range is { } range =>
                string.Create(CultureInfo.InvariantCulture, $"{type} in {range.Low:R}..{range.High:R}"),
            ParameterKind.Scalar => type,
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{parameter.Direction.ToString().ToLowerInvariant()} {type}[{string.Join(", ", parameter.Shape)}], 64-byte aligned{(parameter.MayAlias ? ", may alias" : "")}"),
        };
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)),
        Enum name => name.ToString().ToLowerInvariant(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Hash(string kernel, string specialization, ImmutableSortedDictionary<string, string> meaning)
    {
        var text = new StringBuilder().Append(kernel).Append('\n').Append(specialization).Append('\n');
        foreach ((string name, string value) in meaning) text.Append(name).Append('=').Append(value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Sanitize(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
}
