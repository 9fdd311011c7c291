using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;
using Autocomp.Isa;

namespace Autocomp.Backend.Lowering;

/// <summary>Writes the operations of a kernel one after another, with fences where one needs what an earlier one stores, and without loads of what lies in the scratchpad already.</summary>
/// <param name="operation">What the kernel computes, with chains as single parts.</param>
/// <param name="lift">What it was lifted to: its host loops and buffers.</param>
/// <param name="kernel">The kernel.</param>
/// <param name="target">The machine.</param>
/// <param name="calls">Other ways to run single operations, or null; with them nothing is expected to stay in the scratchpad.</param>
internal sealed class LowerOperations(TensorOperation operation, LiftResult lift, KernelInfo kernel, TargetDescription target, IOperationCalls? calls = null)
{
    private readonly ScheduleNames names = new(kernel);
    private readonly ImmutableArray<string>.Builder variables = ImmutableArray.CreateBuilder<string>();
    private readonly FencePlan fences = FencePlan.Of(operation);
    private readonly ResidencyPlan? residency = calls is null ? ResidencyPlan.Of(operation, target) : null;

    /// <summary>Writes the body.</summary>
    /// <param name="text">Takes the lines.</param>
    public void Write(ScheduleText text)
    {
        HashSet<string> used = [.. operation.Reads.Concat(operation.Writes).Where(StackBuffers.IsBuffer).Select(tensor => tensor.Name)];
        foreach (KernelParameter buffer in lift.Buffers.ByLocal.Values.Where(buffer => used.Contains(buffer.Name)))
        {
            names.Fresh(buffer.Name);
            string type = ScheduleText.CSharpName(buffer.Scalar);
            text.Line($"{type}* {buffer.Name} = stackalloc {type}[{buffer.Elements}];");
        }

        WritePart(operation, text);
        text.Line("");
        text.Line("Gemmini.Fence();");
    }

    private void WritePart(TensorOperation part, ScheduleText text)
    {
        if (fences.IsBefore(part))
        {
            text.Line("Gemmini.Fence();");
        }

        switch (part)
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
                text.Block($"for (int {variables[^1]} = 0; {variables[^1]} < {repeat.Count}; {variables[^1]}++)", () =>
                {
                    WritePart(repeat.Body, text);
                    if (fences.IsBehindBody(repeat))
                    {
                        text.Line("Gemmini.Fence();");
                    }
                });
                variables.RemoveAt(variables.Count - 1);
                break;
            case TensorOperation.Host host:
                WriteHost(lift.Nests[host.Nest], text);
                break;
            case ResidentChain chain:
                new LowerChain(chain, target, names, variables.ToImmutable(), text).Write();
                break;
            default:
                (HeldOperand? left, HeldOperand? right) = part is TensorOperation.MatrixProduct product && residency is not null ? residency.Of(product) : default;
                TensorOperation moved = part.WithOperands(new MovedOperands(variables.ToImmutable(), names, text).Of);
                if (calls?.Call(part, moved) is { } call)
                {
                    text.Line(call);
                }
                else
                {
                    WriteLeaf(moved, First(left), First(right), text);
                }

                break;
        }
    }

    /// <summary>When an operand must be loaded: null for always, empty for never.</summary>
    private string? First(HeldOperand? held) => held is null ? null : string.Join(" && ", held.Missing.Select(depth => $"{variables[depth]} == 0"));

    private void WriteLeaf(TensorOperation leaf, string? loadsLeft, string? loadsRight, ScheduleText text)
    {
        switch (leaf)
        {
            case TensorOperation.MatrixProduct product:
                new LowerMatrixProduct(product, target, names, loadsLeft, loadsRight).Write(text);
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
            case TensorOperation.MatrixSum { Products.Length: 1 } sum:
                new LowerMatrixProduct(sum, target, names).Write(text);
                break;
            case TensorOperation.MatrixSum sum:
                new LowerMatrixSum(sum, target, names).Write(text);
                break;
            case TensorOperation.Convolution convolution:
                new LowerConvolution(convolution, null, ConvolutionTile.Of(convolution, target), target, names).Write(text);
                break;
            case PooledConvolution pooled:
                new LowerConvolution(pooled.Layer, pooled.Pool, pooled.Tile, target, names).Write(text);
                break;
            default:
                throw new InvalidOperationException($"No lowering for {leaf.GetType().Name}.");
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
