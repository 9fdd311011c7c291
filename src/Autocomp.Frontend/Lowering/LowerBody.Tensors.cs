using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    private Expression LowerTensorRead(IOperation operation)
    {
        if (operation is IPropertyReferenceOperation { Property.IsIndexer: false } property) return LowerTensorProperty(property);
        return LowerElement(operation) is { } place ? Read(place, operation) : Broken(operation);
    }

    private Expression LowerTensorProperty(IPropertyReferenceOperation property)
    {
        if (property.Instance is not { } instance || !TensorTypes.IsTensor(instance.Type))
        {
            return LowerNativeLimit(property) ?? Unsupported(property);
        }

        if (BindTensor(instance, property) is not { } tensor) return Broken(property);
        DataType type = ScalarTypes.Of(property.Type) ?? Build.Int32;
        switch (property.Property.Name, tensor)
        {
            case ("Rank", Binding.Tensor { Indexing: TensorIndexing.Ranked } ranked): return Build.Constant(ranked.Parameter.Shape.Length);
            case ("Length" or "LongLength" or "FlattenedLength", _): return Build.Convert(LengthOf(tensor), type, isChecked: false);
            case ("IsEmpty", _): return Build.Binary(BinaryOperator.Equal, LengthOf(tensor), Build.Constant(0), isChecked: false);
        }

        Report(DiagnosticDescriptors.TensorMember, property, property.Property.Name);
        return Broken(property);
    }

    private static Expression LengthOf(Binding tensor) => tensor switch
    {
        Binding.Tensor whole => Build.Constant((int)whole.Parameter.Elements),
        Binding.Slice slice => slice.Length,
        Binding.Buffer buffer => Build.Constant((int)buffer.Length),
        _ => Build.Constant(0),
    };

    /// <summary>The element that an indexer names, with a trap where the index isn't known to be inside a slice or buffer.</summary>
    private Place? LowerElement(IOperation operation)
    {
        (IOperation? instance, ImmutableArray<IOperation> indices) = operation switch
        {
            IArrayElementReferenceOperation array => (array.ArrayReference, array.Indices),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } target } property => (target, IndicesOf(property)),
            _ => (null, ImmutableArray<IOperation>.Empty),
        };
        if (instance is null || !TensorTypes.IsTensor(instance.Type))
        {
            // tensor.Lengths[i], the only indexer on something that is no tensor.
            if (instance is IPropertyReferenceOperation { Property.Name: "Lengths", Instance: { } owner } && TensorTypes.IsTensor(owner.Type)) Report(DiagnosticDescriptors.TensorMember, operation, "Lengths");
            else Report(DiagnosticDescriptors.Property, operation, (operation as IPropertyReferenceOperation)?.Property.Name ?? "this[]");
            return null;
        }

        if (BindTensor(instance, operation) is not { } tensor) return null;
        foreach (IOperation index in indices)
        {
            if (ScalarTypes.Of(index.Type) is not null) continue;
            Report(DiagnosticDescriptors.IndexOrRange, index);
            return null;
        }

        Expression[] values = LowerOperands(indices.ToArray());
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Type != Build.Int32) values[i] = Build.Convert(values[i], Build.Int64, isChecked: false);
        }

        if (ScalarTypes.Of(operation.Type) is not { } type)
        {
            CheckType(operation.Type, "an element", operation);
            return null;
        }

        switch (tensor)
        {
            case Binding.Tensor whole:
                return new Place.Element(whole.Parameter, values.ToImmutableArray(), type);
            case Binding.Slice slice:
                Expression inSlice = CheckIndex(values[0], slice.Length, operation);
                return new Place.Element(slice.Parameter, [Build.Binary(BinaryOperator.Add, slice.Offset, Build.Convert(inSlice, Build.Int32, isChecked: false), isChecked: false)], type);
            case Binding.Buffer buffer:
                return new Place.Memory(Build.Offset(new Expression.ReadLocal(buffer.Pointer), CheckIndex(values[0], Build.Constant((int)buffer.Length), operation)), type);
            default:
                return null;
        }
    }

    private static ImmutableArray<IOperation> IndicesOf(IPropertyReferenceOperation property)
    {
        if (property.Arguments.Length != 1) return property.Arguments.Select(a => a.Value).ToImmutableArray();
        IOperation only = property.Arguments[0].Value;
        while (only is IConversionOperation { IsImplicit: true } conversion && TensorTypes.IsTensor(conversion.Type)) only = conversion.Operand;
        return only switch
        {
            ICollectionExpressionOperation collection => collection.Elements,
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            _ => [only],
        };
    }

    private Expression CheckIndex(Expression index, Expression length, IOperation source)
    {
        Bounds bounds = Bounds.Of(index, session.LoopBounds);
        if (bounds.Low >= 0 && bounds.High < Bounds.Of(length, session.LoopBounds).Low) return index;
        if (index is not (Expression.Constant or Expression.ReadParameter or Expression.ReadLocal)) index = Keep(index, source);
        TrapIf(Build.Binary(
            BinaryOperator.ConditionalOr,
            Compare(BinaryOperator.Less, index, Build.Constant(0)),
            Compare(BinaryOperator.GreaterOrEqual, index, length),
            isChecked: false), "index out of range", source);
        return index;
    }

    private void TrapIf(Expression condition, string reason, IOperation source)
    {
        if (Build.Is(condition, false)) return;
        Statement trap = new Statement.Trap(reason) { Span = SpanOf(source) };
        Emit(new Statement.If(condition, new Statement.Block([trap]), Else: null), source);
    }

    private static Expression Compare(BinaryOperator op, Expression left, Expression right) =>
        Build.Binary(op, Build.Convert(left, Build.Int64, isChecked: false), Build.Convert(right, Build.Int64, isChecked: false), isChecked: false);

    /// <summary>What an expression of tensor type stands for; reports what is more than a name or a slice.</summary>
    private Binding? BindTensor(IOperation operation, IOperation use)
    {
        switch (operation)
        {
            case IConversionOperation { IsTryCast: false } conversion when TensorTypes.IsTensor(conversion.Type):
                if (StackAllocationOf(conversion) is { } allocation) return BindBuffer(allocation);
                if (TensorTypes.IsTensor(conversion.Operand.Type) && SameElement(conversion)) return BindTensor(conversion.Operand, use);
                break;
            case ILocalReferenceOperation local:
                return BindVariable(local.Local, operation);
            case IParameterReferenceOperation parameter:
                return BindVariable(parameter.Parameter, operation);
            case IInvocationOperation { TargetMethod: { Name: "AsSpan", Parameters.Length: 1, ContainingType.Name: "MemoryExtensions" } } asSpan:
                return BindTensor(asSpan.Arguments[0].Value, use);
            case IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } sliced } slice when TensorTypes.IsTensor(sliced.Type):
                return BindSlice(slice, sliced);
            case IFieldReferenceOperation { Field: { IsStatic: true } table }:
                Report(DiagnosticDescriptors.MutableState, operation, table.Name);
                return null;
            case IInvocationOperation or IArrayCreationOperation or ICollectionExpressionOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                ReportUnsupported(operation);
                return null;
        }

        if (StackAllocationOf(operation) is { } buffer) return BindBuffer(buffer);
        Report(operation is IImplicitIndexerReferenceOperation ? DiagnosticDescriptors.IndexOrRange : DiagnosticDescriptors.TensorAsValue, operation);
        return null;
    }

    private static bool SameElement(IConversionOperation conversion) =>
        SymbolEqualityComparer.Default.Equals(TensorTypes.ElementOf(conversion.Type), TensorTypes.ElementOf(conversion.Operand.Type));

    private Binding? BindVariable(ISymbol symbol, IOperation operation)
    {
        Binding? binding = BindingOf(symbol);
        if (binding is Binding.Tensor or Binding.Slice or Binding.Buffer) return binding;
        if (binding is not Binding.Broken) Report(DiagnosticDescriptors.UnknownVariable, operation, symbol.Name);
        return null;
    }

    private Binding.Slice? BindSlice(IInvocationOperation slice, IOperation sliced)
    {
        if (BindTensor(sliced, slice) is not { } tensor) return null;
        if (tensor is not (Binding.Tensor { Indexing: TensorIndexing.Flat } or Binding.Slice) || slice.Arguments.Any(a => ScalarTypes.Of(a.Value.Type) != Build.Int32))
        {
            Report(DiagnosticDescriptors.TensorMember, slice, "Slice");
            return null;
        }

        Expression[] arguments = LowerOperands(slice.Arguments.Select(a => a.Value).ToArray());
        Expression whole = LengthOf(tensor);
        Expression start = KeepStable(arguments[0], slice);
        Expression length = arguments.Length > 1
            ? KeepStable(arguments[1], slice)
            : KeepStable(Build.Binary(BinaryOperator.Subtract, whole, start, isChecked: false), slice);
        Bounds starts = Bounds.Of(start, session.LoopBounds), lengths = Bounds.Of(length, session.LoopBounds);
        if (starts.Low < 0 || lengths.Low < 0 || starts.High > Bounds.Of(whole, session.LoopBounds).Low - lengths.High)
        {
            Expression negative = Build.Binary(BinaryOperator.ConditionalOr, Compare(BinaryOperator.Less, start, Build.Constant(0)), Compare(BinaryOperator.Less, length, Build.Constant(0)), isChecked: false);
            Expression sum = Build.Binary(BinaryOperator.Add, Build.Convert(start, Build.Int64, isChecked: false), Build.Convert(length, Build.Int64, isChecked: false), isChecked: false);
            TrapIf(Build.Binary(BinaryOperator.ConditionalOr, negative, Compare(BinaryOperator.Greater, sum, whole), isChecked: false), "slice out of range", slice);
        }

        return tensor is Binding.Slice outer
            ? new Binding.Slice(outer.Parameter, Build.Binary(BinaryOperator.Add, outer.Offset, start, isChecked: false), length)
            : new Binding.Slice(((Binding.Tensor)tensor).Parameter, start, length);
    }

    /// <summary>The value itself where nothing can change it (constants, parameters, variables of counted loops), else a local.</summary>
    private Expression KeepStable(Expression value, IOperation source) => IsStable(value) ? value : Keep(value, source);

    private bool IsStable(Expression value) => value switch
    {
        Expression.Constant or Expression.ReadParameter => true,
        Expression.ReadLocal read => session.LoopBounds.ContainsKey(read.Local.Id),
        Expression.Binary binary => IsStable(binary.Left) && IsStable(binary.Right),
        Expression.Convert convert => IsStable(convert.Operand),
        _ => false,
    };
}
