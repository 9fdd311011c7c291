using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>The <c>stackalloc</c> locals of a kernel as tensors, under names that differ from each other and from all parameters.</summary>
/// <param name="ByLocal">By the local's id.</param>
public sealed record StackBuffers(ImmutableSortedDictionary<int, KernelParameter> ByLocal)
{
    /// <summary>No buffers.</summary>
    public static StackBuffers None { get; } = new(ImmutableSortedDictionary<int, KernelParameter>.Empty);

    /// <summary>The buffers of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    internal static StackBuffers In(KernelInfo kernel)
    {
        HashSet<string> taken = [.. kernel.Parameters.Select(parameter => parameter.Name)];
        ImmutableSortedDictionary<int, KernelParameter>.Builder found = ImmutableSortedDictionary.CreateBuilder<int, KernelParameter>();
        foreach (Local buffer in BufferLocals.In(kernel.Body))
        {
            string name = buffer.Name;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = buffer.Name + number.ToString(CultureInfo.InvariantCulture);
            }

            found.Add(buffer.Id, new(-1 - buffer.Id, name, ParameterKind.Tensor, buffer.Type.Scalar, ParameterDirection.InOut, [buffer.StackElements], "", false, null));
        }

        return new(found.ToImmutable());
    }

    /// <summary>The tensor of a buffer.</summary>
    /// <param name="buffer">The local.</param>
    public KernelParameter Of(Local buffer) => ByLocal[buffer.Id];

    /// <summary>Whether a tensor is a stack buffer and no parameter.</summary>
    /// <param name="tensor">The tensor.</param>
    public static bool IsBuffer(KernelParameter tensor) => tensor.Index < 0;

    /// <summary>Finds the locals.</summary>
    private sealed class BufferLocals : TreeWalker
    {
        private readonly SortedDictionary<int, Local> found = [];

        public static SortedDictionary<int, Local>.ValueCollection In(Statement body)
        {
            BufferLocals walker = new();
            walker.Visit(body);
            return walker.found.Values;
        }

        public override void Visit(Expression expression)
        {
            if (expression is Expression.ReadLocal { Local: { StackElements: > 0 } buffer })
            {
                found[buffer.Id] = buffer;
            }

            base.Visit(expression);
        }
    }
}
