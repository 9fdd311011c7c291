using System.Collections.Immutable;
using Autocomp.Emulator;

namespace Autocomp.Search.Verification;

/// <summary>The bytes that a trial compares: all out and in-out tensors, in parameter order, one behind the other.</summary>
internal static class TrialOutputs
{
    public static byte[] Join(IEnumerable<KernelArgument> arguments) =>
        [.. arguments.OfType<KernelArgument.Tensor>().Where(t => t.Access != TensorAccess.In).SelectMany(t => t.Data)];

    /// <summary>Whether every element of the outputs is the same, tensor by tensor: such a trial shows little.</summary>
    public static bool AreConstant(ReadOnlySpan<byte> outputs, ImmutableArray<(int Bytes, int ElementSize)> tensors)
    {
        foreach ((int bytes, int size) in tensors)
        {
            ReadOnlySpan<byte> tensor = outputs[..bytes];
            outputs = outputs[bytes..];
            for (int i = size; i < bytes; i += size)
            {
                if (!tensor.Slice(i, size).SequenceEqual(tensor[..size])) return false;
            }
        }
        return true;
    }
}
