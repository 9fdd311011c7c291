using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Writes the operations of a kernel one after another. Each begins and ends with the accelerator drained, so that results of one can be operands of the next.</summary>
/// <param name="lift">What the kernel was lifted to.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="target">The machine.</param>
internal sealed class LowerOperations(LiftResult lift, KernelInfo kernel, TargetDescription target)
{
    private readonly ScheduleNames names = new(kernel);
    private readonly ImmutableArray<string>.Builder variables = ImmutableArray.CreateBuilder<string>();

    /// <summary>Writes the body.</summary>
    /// <param name="operation">What the kernel computes.</param>
    /// <param name="text">Takes the lines.</param>
    public void Write(TensorOperation operation, ScheduleText text)
    {
        HashSet<string> used = [.. operation.Reads.Concat(operation.Writes).Where(StackBuffers.IsBuffer).Select(tensor => tensor.Name)];
        foreach (KernelParameter buffer in lift.Buffers.ByLocal.Values.Where(buffer => used.Contains(buffer.Name)))
        {
            names.Fresh(buffer.Name);
            string type = ScheduleText.CSharpName(buffer.Scalar);
            text.Line($"{type}* {buffer.Name} = stackalloc {type}[{buffer.Elements}];");
        }

        WritePart(operation, text);
    }

    private void WritePart(TensorOperation operation, ScheduleText text)
    {
        switch (operation)
        {
            case TensorOperation.Sequence sequence:
                for (int i = 0; i < sequence.Parts.Length; i++)
                {
                    if (i > 0)
                    {
                        text.Line("");
                    }

                    WritePart(sequence.Parts[i], text);
                }

                break;
            case TensorOperation.Repeat repeat:
                variables.Add(names.Fresh(repeat.Variable));
                text.Block($"for (int {variables[^1]} = 0; {variables[^1]} < {repeat.Count}; {variables[^1]}++)", () => WritePart(repeat.Body, text));
                variables.RemoveAt(variables.Count - 1);
                break;
            case TensorOperation.Host host:
                WriteHost(lift.Nests[host.Nest], text);
                break;
            default:
                WriteLeaf(operation.WithOperands(new MovedOperands(variables.ToImmutable(), names, text).Of), text);
                break;
        }
    }

    private void WriteLeaf(TensorOperation operation, ScheduleText text)
    {
        switch (operation)
        {
            case TensorOperation.MatrixProduct product:
                new LowerMatrixProduct(product, target, names).Write(text);
                break;
            case TensorOperation.MaxPool pool:
                new LowerMaxPool(pool, target, names).Write(text);
                break;
            case TensorOperation.Convolution { IsDepthwise: true } depthwise:
                new LowerDepthwise(depthwise, target, names).Write(text);
                break;
            case TensorOperation.MatrixSum { Products.IsEmpty: true } sum:
                new LowerElementwise(sum, target, names).Write(text);
                break;
            case TensorOperation.MatrixSum sum:
                new LowerMatrixSum(sum, target, names).Write(text);
                break;
            case TensorOperation.Convolution convolution:
                new LowerConvolution(convolution, target, names).Write(text);
                break;
            default:
                throw new InvalidOperationException($"No lowering for {operation.GetType().Name}.");
        }
    }

    /// <summary>The statements as they are, over pointers. The fence behind them lets the accelerator see what they wrote.</summary>
    private void WriteHost(LiftedNest nest, ScheduleText text)
    {
        Statement.Block body = PointerBody.Of(new([.. nest.Statements]), kernel.Body);
        Dictionary<int, string> known = lift.Buffers.ByLocal.ToDictionary(buffer => buffer.Key, buffer => buffer.Value.Name);
        for (int depth = 0; depth < nest.Around.Length; depth++)
        {
            Statement.For loop = nest.Around[depth];
            long from = ((Expression.Constant)loop.From).Bits;
            string value = variables[depth];
            if (from != 0 || loop.Step != 1)
            {
                value = names.Fresh(variables[depth]);
                text.Line($"int {value} = {ScheduleText.Literal(from)} + {variables[depth]} * {ScheduleText.Literal(loop.Step)};");
            }

            known.Add(loop.Variable.Id, value);
        }

        foreach (string line in SchedulePrinter.PrintNest(body, known, names.Fresh))
        {
            text.Line(line);
        }

        text.Line("Gemmini.Fence();");
    }
}
