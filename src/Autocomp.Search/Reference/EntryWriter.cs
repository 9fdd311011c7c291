using System.Globalization;
using System.Text;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Reference;

/// <summary>Writes the member that turns raw memory into the kernel's parameters, calls it and copies arrays back.</summary>
internal static class EntryWriter
{
    /// <summary>One line of C#, a member of the kernel's own type, so that private kernels can be called.</summary>
    /// <exception cref="NotSupportedException">A parameter type that the reference does not know; the message names it.</exception>
    public static string Write(string methodName, KernelInfo kernel)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        var call = new List<string>();
        var aliased = new List<(KernelParameter Parameter, int Slot)>();
        int slot = 0;
        foreach (KernelParameter parameter in kernel.Parameters)
        {
            string name = "__p" + parameter.Index.ToString(CultureInfo.InvariantCulture);
            string type = parameter.CSharpType.Replace("global::", "", StringComparison.Ordinal);
            call.Add(name);
            if (parameter.Kind == ParameterKind.Dimension)
            {
                long value = kernel.Specialization.Dimensions.First(d => d.Key == parameter.Name).Value;
                before.Append(CultureInfo.InvariantCulture, $"{type} {name} = ({type}){value}L; ");
                continue;
            }
            int place = slot++;
            string source = $"__a[{place}]";
            if (parameter.Kind == ParameterKind.Scalar)
                before.Append(CultureInfo.InvariantCulture, $"{type} {name} = *({type}*){source}; ");
            else
                WriteTensor(parameter, type, name, source, aliased.Where(e => e.Parameter.CSharpType == parameter.CSharpType), before, after);
            if (parameter.MayAlias) aliased.Add((parameter, place));
        }
        return $"internal static unsafe void {ReferenceAssembly.EntryName}(nint __arguments) {{ void** __a = (void**)__arguments; {before}@{methodName}({string.Join(", ", call)}); {after}}}";
    }

    private static void WriteTensor(
        KernelParameter parameter,
        string type,
        string name,
        string source,
        IEnumerable<(KernelParameter Parameter, int Slot)> earlier,
        StringBuilder before,
        StringBuilder after)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        int bracket = type.IndexOf('[', StringComparison.Ordinal);
        if (type.EndsWith('*'))
        {
            before.Append(culture, $"{type} {name} = ({type}){source}; ");
        }
        else if (bracket > 0)
        {
            string element = type[..bracket];
            string extents = type[bracket..] == "[]"
                ? parameter.Elements.ToString(culture)
                : string.Join(", ", parameter.Shape.Select(e => e.ToString(culture)));
            // Overlapping arrays are one array: both names of it must be seen to change.
            string same = string.Concat(earlier.Select(e => $"__a[{e.Slot}] == {source} ? __p{e.Parameter.Index} : "));
            before.Append(culture, $"{type} {name} = {same}new {element}[{extents}]; ");
            before.Append(culture, $"fixed (void* __f = {name}) global::System.Buffer.MemoryCopy({source}, __f, {parameter.Bytes}L, {parameter.Bytes}L); ");
            after.Append(culture, $"fixed (void* __f = {name}) global::System.Buffer.MemoryCopy(__f, {source}, {parameter.Bytes}L, {parameter.Bytes}L); ");
        }
        else if (type.StartsWith("System.Span<", StringComparison.Ordinal) || type.StartsWith("System.ReadOnlySpan<", StringComparison.Ordinal))
        {
            before.Append(culture, $"global::{type} {name} = new global::{type}({source}, {parameter.Elements}); ");
        }
        else if (type.StartsWith("System.Numerics.Tensors.", StringComparison.Ordinal) && type.Contains("TensorSpan<", StringComparison.Ordinal))
        {
            string element = type[(type.IndexOf('<', StringComparison.Ordinal) + 1)..^1];
            string extents = string.Join(", ", parameter.Shape.Select(e => e.ToString(culture)));
            before.Append(culture, $"global::{type} {name} = new global::{type}(({element}*){source}, (nint){parameter.Elements}L, new nint[] {{ {extents} }}); ");
        }
        else
        {
            throw new NotSupportedException($"Parameter '{parameter.Name}' has type '{type}', which a reference run cannot pass.");
        }
    }
}
