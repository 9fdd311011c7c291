using System.Linq.Expressions;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Code = System.Linq.Expressions.Expression;

namespace Autocomp.Search.Verification.Symbolic;

/// <summary>Pointers of a schedule as addresses in a <see cref="SymbolicMemory"/>: tensors where the run had them, buffers on the stack at places of their own.</summary>
/// <param name="memory">The memory.</param>
/// <param name="tensors">Address of each tensor by position in the C# method.</param>
internal sealed class SchedulePointers(SymbolicMemory memory, IReadOnlyDictionary<int, ulong> tensors)
{
    /// <summary>Buffers on the stack stand here, each in a span of its own.</summary>
    public const ulong Buffers = 1UL << 40;

    private const int SpanBits = 32;
    private readonly Code _memory = Code.Constant(memory);

    /// <summary>Which buffer an address is in; 0 for a tensor.</summary>
    public static ulong BufferOf(ulong address) => address >= Buffers ? address >> SpanBits : 0;

    /// <summary>The address of a tensor.</summary>
    public Code Tensor(KernelParameter parameter) => Code.Constant(tensors[parameter.Index]);

    /// <summary>The address of a buffer.</summary>
    public static Code Buffer(Local local) => Code.Constant(Buffers + ((ulong)local.Id << SpanBits));

    /// <summary>A load.</summary>
    public MethodCallExpression Read(Code address, DataType type) => Code.Call(_memory, nameof(SymbolicMemory.Read), null, address, Code.Constant(type.ScalarSize));

    /// <summary>A store.</summary>
    public MethodCallExpression Write(Code address, DataType type, Code value) => Code.Call(_memory, nameof(SymbolicMemory.Write), null, address, Code.Constant(type.ScalarSize), value);
}
