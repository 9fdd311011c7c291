using System.Collections.Immutable;

namespace Autocomp.Emulator;

/// <summary>Where code, stack and tensors of one call stand.</summary>
/// <remarks>
/// Canonical (the timing protocol's): code at 0x80000000, stack below 0x88000000, tensors from 0x90000000 in parameter order, each on a page of its own
/// with at least one page of guard space behind it. Seeded: any order, any 64-byte alignment, any gaps; the code stays where it is.
/// </remarks>
internal sealed class KernelLayout
{
    public const ulong CodeBase = 0x8000_0000;
    public const ulong StackTop = 0x8800_0000;
    public const ulong StackBytes = 256 << 10;

    /// <summary>Nothing is ever mapped here: reaching it is the kernel's return.</summary>
    public const ulong ReturnAddress = 0x7fff_0000;

    private const ulong TensorBase = 0x9000_0000;
    private const ulong Page = Memory.PageSize;

    /// <summary>Lays out tensors of the given sizes.</summary>
    /// <param name="sizes">Bytes of each tensor, in parameter order.</param>
    /// <param name="seed">Seed, or null for the canonical addresses.</param>
    public KernelLayout(ReadOnlySpan<int> sizes, ulong? seed)
    {
        ulong[] tensors = new ulong[sizes.Length];
        if (seed is null)
        {
            ulong next = TensorBase;
            for (int i = 0; i < sizes.Length; i++)
            {
                tensors[i] = next;
                next = RoundUp(next + (ulong)sizes[i] + Page, Page);
            }
        }
        else
        {
            var random = new SplitMix(seed.Value);
            int[] order = random.Permutation(sizes.Length);
            ulong next = TensorBase + random.Below(1 << 14) * Page;
            foreach (int i in order)
            {
                tensors[i] = next + random.Below(Page / 64) * 64;
                next = RoundUp(tensors[i] + (ulong)sizes[i] + Page, Page) + random.Below(64) * Page;
            }

            StackPointer = StackTop - random.Below(64) * 16;
        }

        Tensors = [.. tensors];
    }

    /// <summary>Address of each tensor, in parameter order.</summary>
    public ImmutableArray<ulong> Tensors { get; }

    /// <summary>The stack pointer before stack arguments are pushed.</summary>
    public ulong StackPointer { get; } = StackTop;

    private static ulong RoundUp(ulong value, ulong unit) => (value + unit - 1) & ~(unit - 1);
}
