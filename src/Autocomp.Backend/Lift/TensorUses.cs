using Autocomp.Backend.Analysis;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;

namespace Autocomp.Backend.Lift;

/// <summary>Which tensors and stack buffers statements read and write, and which scalar locals they mention.</summary>
internal sealed class TensorUses : TreeWalker
{
    private readonly StackBuffers buffers;
    private readonly Dictionary<string, KernelParameter> reads = [];
    private readonly Dictionary<string, KernelParameter> writes = [];
    private readonly HashSet<int> mentioned = [];
    private readonly HashSet<int> assigned = [];
    private readonly HashSet<int> loopVariables = [];

    private TensorUses(StackBuffers buffers) => this.buffers = buffers;

    /// <summary>Tensors and buffers that are read.</summary>
    public IEnumerable<KernelParameter> Reads => reads.Values;

    /// <summary>Tensors and buffers that are written.</summary>
    public IEnumerable<KernelParameter> Writes => writes.Values;

    /// <summary>Ids of scalar locals that are read.</summary>
    public IReadOnlySet<int> Mentioned => mentioned;

    /// <summary>Ids of scalar locals that are assigned, loop variables aside.</summary>
    public IReadOnlySet<int> Assigned => assigned;

    /// <summary>Ids of the variables of counted loops.</summary>
    public IReadOnlySet<int> LoopVariables => loopVariables;

    /// <summary>Looks through statements.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="buffers">The kernel's stack buffers.</param>
    public static TensorUses Of(IEnumerable<Statement> statements, StackBuffers buffers)
    {
        TensorUses uses = new(buffers);
        foreach (Statement statement in statements)
        {
            uses.Visit(statement);
        }

        return uses;
    }

    public override void Visit(Statement statement)
    {
        switch (statement)
        {
            case Statement.Assign assign:
                assigned.Add(assign.Local.Id);
                break;
            case Statement.For loop:
                loopVariables.Add(loop.Variable.Id);
                break;
            case Statement.WriteElement write:
                writes[write.Parameter.Name] = write.Parameter;
                break;
            case Statement.WritePointer { Pointer: Expression.ReadLocal { Local.StackElements: > 0 } target } write:
                Write(target.Local);
                Visit(write.Value);
                return;
            case Statement.WritePointer { Pointer: Expression.OffsetPointer { Pointer: Expression.ReadLocal { Local.StackElements: > 0 } target } pointer } write:
                Write(target.Local);
                Visit(pointer.Elements);
                Visit(write.Value);
                return;
        }

        base.Visit(statement);
    }

    public override void Visit(Expression expression)
    {
        switch (expression)
        {
            case Expression.ReadElement read:
                reads[read.Parameter.Name] = read.Parameter;
                break;
            case Expression.ReadLocal { Local: { StackElements: > 0 } buffer }:
                reads[buffers.Of(buffer).Name] = buffers.Of(buffer);
                break;
            case Expression.ReadLocal read:
                mentioned.Add(read.Local.Id);
                break;
        }

        base.Visit(expression);
    }

    private void Write(Local buffer) => writes[buffers.Of(buffer).Name] = buffers.Of(buffer);
}
