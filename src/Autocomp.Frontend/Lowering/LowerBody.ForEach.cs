using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    private void LowerForEach(IForEachLoopOperation loop)
    {
        (Label breakLabel, Label continueLabel) = EnterLoop(loop);
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { IsRef: false } variable } && TensorTypes.IsTensor(loop.Collection.Type) &&
            BindTensor(loop.Collection, loop) is Binding.Tensor { Indexing: TensorIndexing.Flat } or Binding.Slice)
        {
            Binding tensor = BindTensor(loop.Collection, loop)!;
            if (CheckType(variable.Type, $"local '{variable.Name}'", loop) is { } type) EmitForEach(loop, variable, type, tensor, breakLabel, continueLabel);
        }
        else
        {
            Report(DiagnosticDescriptors.ForEach, loop.Collection);
        }

        frame.LoopDepth--;
    }

    private void EmitForEach(IForEachLoopOperation loop, ILocalSymbol variable, DataType type, Binding tensor, Label breakLabel, Label continueLabel)
    {
        Local index = session.NewLocal("index", Build.Int32);
        Local element = session.NewLocal(variable.Name, type);
        frame.Bindings[variable] = new Binding.Variable(element);
        Expression length = LengthOf(tensor);
        session.LoopBounds[index.Id] = new Bounds(0, Math.Max(0, Bounds.Of(length, session.LoopBounds).High - 1));
        (Kernels.KernelParameter parameter, Expression at) = tensor is Binding.Slice slice
            ? (slice.Parameter, Build.Binary(BinaryOperator.Add, slice.Offset, new Expression.ReadLocal(index), isChecked: false))
            : (((Binding.Tensor)tensor).Parameter, (Expression)new Expression.ReadLocal(index));
        List<Statement> body = Capture(() =>
        {
            Expression read = new Expression.ReadElement(parameter, [at], new DataType(parameter.Scalar)) { Span = SpanOf(loop.Collection) };
            Emit(new Statement.Assign(element, Build.Convert(read, type, isChecked: false)), loop);
            LowerStatement(loop.Body, continueLabel);
        });
        Emit(new Statement.For(index, Build.Constant(0), length, 1, BlockOf(body), breakLabel, continueLabel), loop);
    }
}
