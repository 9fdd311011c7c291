using Autocomp.Frontend.Kernels;

namespace Autocomp.Backend.Lift;

/// <summary>What a kernel or one of its nests computes, as operations that the accelerator knows. A closed hierarchy, one file a case.</summary>
/// <remarks>Serialisable without its computed members. A tensor that is no parameter of the kernel is a <c>stackalloc</c> local: see <see cref="StackBuffers"/>.</remarks>
public abstract partial record TensorOperation
{
    /// <summary>Multiply-accumulates that the source asks for; 0 when there are none.</summary>
    public abstract long Macs { get; }

    /// <summary>What it was recognised as, for remarks.</summary>
    public abstract string Description { get; }

    /// <summary>What it computes, as formulas in the names of the parameters, for prompts; may have several lines.</summary>
    public abstract string Formula { get; }

    /// <summary>Tensors that it reads.</summary>
    public abstract IEnumerable<KernelParameter> Reads { get; }

    /// <summary>Tensors that it writes.</summary>
    public abstract IEnumerable<KernelParameter> Writes { get; }

    /// <summary>The matrix that it leaves, with its size; null for what leaves several, or another shape.</summary>
    public virtual (MatrixOperand Operand, int Rows, int Columns)? Result => null;

    /// <summary>The sums behind each result: those that are narrowed decide at which amplitudes tests have force.</summary>
    public virtual IEnumerable<ResultSum> ResultSums => [];

    /// <summary>Operations of one execution in order, with sequences and repetitions opened; one entry however often it repeats.</summary>
    public virtual IEnumerable<TensorOperation> Leaves => [this];

    /// <summary>Whether all of it runs on the accelerator, zeros of buffers aside. Otherwise a part of it is a host loop, whose control may depend on data.</summary>
    public bool IsOblivious => Leaves.All(leaf => leaf is not Host { Zeroed: null });

    /// <summary>The same operation with other operands: a tensor under another name, an offset made concrete.</summary>
    /// <param name="change">Gives the operand that stands for one.</param>
    public abstract TensorOperation WithOperands(Func<MatrixOperand, MatrixOperand> change);

    /// <summary>Computes the operation in double precision with a bound on the error of any single-precision order of summation.</summary>
    /// <param name="replay">Values and errors so far; takes the results.</param>
    public abstract void Replay(FloatReplay replay);
}
