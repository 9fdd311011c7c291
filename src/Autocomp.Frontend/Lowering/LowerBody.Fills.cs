using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

// Methods of spans that are loops.
internal sealed partial class LowerBody
{
    private static bool IsSpanLoop(IInvocationOperation call) => call.TargetMethod is
    {
        ContainingType: { Name: "Span" or "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        Name: "Clear" or "Fill" or "CopyTo",
    };

    /// <summary>Lowers <c>Clear()</c>, <c>Fill(value)</c> and <c>CopyTo(destination)</c> of a span.</summary>
    private void LowerSpanLoop(IInvocationOperation call, IOperation instance)
    {
        if (BindTensor(instance, call) is not { } tensor) return;
        Binding target = tensor;
        Func<Expression, Expression> value;
        if (call.TargetMethod.Name == "CopyTo")
        {
            if (BindTensor(call.Arguments[0].Value, call) is not { } destination) return;
            if (MayOverlap(tensor, destination))
            {
                Report(DiagnosticDescriptors.TensorMember, call, "CopyTo");
                return;
            }

            target = destination;
            TrapIf(Compare(BinaryOperator.Greater, LengthOf(tensor), LengthOf(destination)), "destination too short", call);
            value = index => Read(ElementOf(tensor, index), call);
        }
        else
        {
            DataType type = ElementOf(tensor, Build.Constant(0)).Type;
            Expression same = call.Arguments.IsEmpty ? Build.Zero(type) : Keep(Build.Convert(LowerExpression(call.Arguments[0].Value), type, isChecked: false), call);
            value = _ => same;
        }

        Local index = session.NewLocal("i", Build.Int32);
        Expression at = new Expression.ReadLocal(index);
        List<Statement> body = Capture(() => Write(ElementOf(target, at), value(at), needsValue: false, call));
        Emit(new Statement.For(index, Build.Constant(0), LengthOf(tensor), 1, BlockOf(body), session.NewLabel(), session.NewLabel()), call);
    }

    /// <summary>An element whose index is known to be inside.</summary>
    private static Place ElementOf(Binding tensor, Expression index) => tensor switch
    {
        Binding.Tensor whole => new Place.Element(whole.Parameter, [index], new DataType(whole.Parameter.Scalar)),
        Binding.Slice slice => new Place.Element(slice.Parameter, [Build.Binary(BinaryOperator.Add, slice.Offset, index, isChecked: false)], new DataType(slice.Parameter.Scalar)),
        Binding.Buffer buffer => new Place.Memory(Build.Offset(new Expression.ReadLocal(buffer.Pointer), index), buffer.Pointer.Type with { IsPointer = false }),
        _ => new Place.Broken(Build.Int32),
    };

    // A loop that copies upwards is not what CopyTo does to spans that overlap.
    private static bool MayOverlap(Binding source, Binding destination) => (ParameterOf(source), ParameterOf(destination)) switch
    {
        (null, null) => source is Binding.Buffer from && destination is Binding.Buffer to && from.Pointer == to.Pointer,
        ({ } from, { } to) => from == to || (from.MayAlias && to.MayAlias),
        _ => false,
    };

    private static Kernels.KernelParameter? ParameterOf(Binding tensor) => tensor switch
    {
        Binding.Tensor whole => whole.Parameter,
        Binding.Slice slice => slice.Parameter,
        _ => null,
    };
}
