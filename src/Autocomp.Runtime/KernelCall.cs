using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autocomp.Emulator;

namespace Autocomp.Runtime;

/// <summary>One call of a built kernel, argument by argument. Generated typed calls are made of it; use it where the kernel is known only at run time.</summary>
/// <remarks>Give every parameter once, in any order, then <see cref="Run"/>, then <see cref="CopyTo"/> for each output.</remarks>
public sealed class KernelCall
{
    private readonly EmulatedAccelerator accelerator;
    private readonly string kernel;
    private readonly ImmutableArray<BuiltKernel> candidates;
    private readonly Dictionary<string, long> dimensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorValue> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KernelArgument> scalars = new(StringComparer.Ordinal);

    internal KernelCall(EmulatedAccelerator accelerator, string kernel, ImmutableArray<BuiltKernel> candidates)
    {
        this.accelerator = accelerator;
        this.kernel = kernel;
        this.candidates = candidates;
    }

    /// <summary>Gives an input tensor.</summary>
    /// <typeparam name="T">Element type, as in the kernel's parameter.</typeparam>
    /// <param name="name">Parameter name.</param>
    /// <param name="data">Row-major elements; copied.</param>
    public void In<T>(string name, ReadOnlySpan<T> data)
        where T : unmanaged => Tensor(name, data, TensorAccess.In);

    /// <summary>Gives an output tensor: its length counts, its content does not.</summary>
    /// <typeparam name="T">Element type, as in the kernel's parameter.</typeparam>
    /// <param name="name">Parameter name.</param>
    /// <param name="data">The span that <see cref="CopyTo"/> will fill.</param>
    public void Out<T>(string name, ReadOnlySpan<T> data)
        where T : unmanaged => Tensor(name, data, TensorAccess.Out);

    /// <summary>Gives a tensor that is read and written.</summary>
    /// <typeparam name="T">Element type, as in the kernel's parameter.</typeparam>
    /// <param name="name">Parameter name.</param>
    /// <param name="data">Row-major elements; copied.</param>
    public void InOut<T>(string name, ReadOnlySpan<T> data)
        where T : unmanaged => Tensor(name, data, TensorAccess.InOut);

    /// <summary>Gives the extent of a named dimension.</summary>
    /// <param name="name">Dimension name.</param>
    /// <param name="extent">Its extent.</param>
    public void Dimension(string name, long extent) => dimensions[name] = extent;

    /// <summary>Gives an integer scalar (<c>bool</c> as 0 or 1), extended to 64 bits by its own signedness.</summary>
    /// <param name="name">Parameter name.</param>
    /// <param name="value">The value.</param>
    public void Scalar(string name, long value) => scalars[name] = new KernelArgument.Integer(value);

    /// <inheritdoc cref="Scalar(string, long)"/>
    public void Scalar(string name, ulong value) => scalars[name] = new KernelArgument.Integer(unchecked((long)value));

    /// <inheritdoc cref="Scalar(string, long)"/>
    /// <remarks>The RISC-V ABI passes <c>uint32_t</c> sign-extended.</remarks>
    public void Scalar(string name, uint value) => scalars[name] = new KernelArgument.Integer(unchecked((int)value));

    /// <inheritdoc cref="Scalar(string, long)"/>
    public void Scalar(string name, bool value) => scalars[name] = new KernelArgument.Integer(value ? 1 : 0);

    /// <summary>Gives a single-precision scalar.</summary>
    /// <param name="name">Parameter name.</param>
    /// <param name="value">The value.</param>
    public void Scalar(string name, float value) => scalars[name] = new KernelArgument.Single(value);

    /// <summary>Gives a double-precision scalar.</summary>
    /// <param name="name">Parameter name.</param>
    /// <param name="value">The value.</param>
    public void Scalar(string name, double value) => scalars[name] = new KernelArgument.Double(value);

    /// <summary>Chooses the specialisation by dimensions and lengths, and runs it.</summary>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Cycles and where they went.</returns>
    /// <exception cref="KernelNotBuiltException">No built shape fits; the message lists those that exist.</exception>
    /// <exception cref="KernelFaultException">The kernel faulted.</exception>
    public KernelRun Run(CancellationToken cancellation = default)
    {
        ImmutableArray<BuiltKernel> fitting = [.. candidates.Where(c => Mismatch(c) is null)];
        if (fitting.IsEmpty) throw new KernelNotBuiltException(NothingFits());
        if (fitting.Length > 1)
            throw new KernelNotBuiltException($"Several built kernels fit this call of '{kernel}': {string.Join("; ", fitting.Select(f => $"{f.ShapeText} for {f.Target}"))}. Give the dimensions with Dimension(name, extent), and open the accelerator with one target.");
        List<KernelArgument> arguments = [.. fitting[0].Parameters.Where(p => p.Kind != BuiltParameterKind.Dimension).Select(Argument)];
        return accelerator.Run(fitting[0], arguments, cancellation);
    }

    /// <summary>Copies an output, or a tensor that is read and written, back after <see cref="Run"/>.</summary>
    /// <typeparam name="T">Element type, as in the kernel's parameter.</typeparam>
    /// <param name="name">Parameter name.</param>
    /// <param name="destination">As long as the tensor.</param>
    public void CopyTo<T>(string name, Span<T> destination)
        where T : unmanaged => tensors[name].Argument.Data.CopyTo(MemoryMarshal.AsBytes(destination));

    private void Tensor<T>(string name, ReadOnlySpan<T> data, TensorAccess access)
        where T : unmanaged =>
        tensors[name] = new TensorValue(new KernelArgument.Tensor(MemoryMarshal.AsBytes(data).ToArray(), access), Unsafe.SizeOf<T>(), data.Length);

    private KernelArgument Argument(BuiltParameter parameter) =>
        parameter.Kind == BuiltParameterKind.Tensor ? tensors[parameter.Name].Argument : scalars[parameter.Name];

    private string NothingFits() =>
        $"No built shape of '{kernel}' fits this call. Built: {string.Join("; ", candidates.Select(c => $"{c.ShapeText} ({Mismatch(c)})"))}. Add [Specialize(…)] with the sizes that you call it with, and build.";

    /// <summary>Why a built kernel does not fit the arguments, or null when it does.</summary>
    private string? Mismatch(BuiltKernel built)
    {
        foreach ((string name, long extent) in dimensions)
        {
            if (built.Specialization.TryGetValue(name, out long fixedExtent) && fixedExtent != extent) return $"{name} is {extent} here";
        }

        foreach (BuiltParameter parameter in built.Parameters)
        {
            if (parameter.Kind == BuiltParameterKind.Scalar && !scalars.ContainsKey(parameter.Name)) return $"'{parameter.Name}' was not given";
            if (parameter.Kind != BuiltParameterKind.Tensor) continue;
            if (!tensors.TryGetValue(parameter.Name, out TensorValue value)) return $"'{parameter.Name}' was not given";
            if (value.ElementSize != parameter.ElementSize) return $"elements of '{parameter.Name}' have {value.ElementSize} bytes here, {parameter.Type} built";
            if (value.Argument.Access != parameter.Access) return $"'{parameter.Name}' is {value.Argument.Access} here, {parameter.Access} built";
            if (value.Length != parameter.Elements) return $"'{parameter.Name}' has {value.Length} elements here, {parameter.Elements} built";
        }

        return null;
    }

    private readonly record struct TensorValue(KernelArgument.Tensor Argument, int ElementSize, int Length);
}
