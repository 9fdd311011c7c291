using Autocomp.Backend.Lift;

namespace Autocomp.Backend.Lowering;

/// <summary>Methods that run single operations of a kernel in another way than the plain one.</summary>
public interface IOperationCalls
{
    /// <summary>The methods, to stand behind the entry, each a block of lines.</summary>
    IEnumerable<string> Methods { get; }

    /// <summary>The call that runs an operation.</summary>
    /// <param name="operation">The operation as it stands in the kernel's.</param>
    /// <param name="moved">The same with the pointers that it has at this place.</param>
    /// <returns>A statement, or null to write the operation plainly.</returns>
    string? Call(TensorOperation operation, TensorOperation moved);
}
