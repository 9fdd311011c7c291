using System.Collections.Immutable;
using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>Lowers a call; null when it gives no value.</summary>
    private Expression? LowerInvocation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            Report(DiagnosticDescriptors.Delegate, call);
            return Broken(call);
        }

        if (call.Instance is { } instance)
        {
            if (!IsSpanLoop(call)) return LowerInstanceCall(call, instance);
            LowerSpanLoop(call, instance);
            return null;
        }

        if (method.ContainingType.ToDisplayString() == KnownMethods.Intrinsics) return LowerIntrinsic(call);
        if (KnownMethods.Find(method) is { } function) return LowerKnown(call, function);
        if (LowerCreate(call) is { } created) return created;
        if (KnownMethods.IsBitCast(method)) return new Expression.BitCast(LowerExpression(call.Arguments[0].Value), ScalarTypes.Of(call.Type)!.Value);
        if (method is { Name: "FailFast", ContainingType.Name: "Environment" } && session.Language == BodyLanguage.Schedule && call.Arguments.Length == 1 && call.Arguments[0].Value.ConstantValue.Value is string reason)
        {
            Emit(new Statement.Trap(reason), call);
            return null;
        }

        return Callee(call) is { } callee ? Inline(call, callee) : Broken(call);
    }

    private Expression LowerInstanceCall(IInvocationOperation call, IOperation instance)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name == "GetLength" && TensorTypes.IsTensor(instance.Type) && call.Arguments.Length == 1)
        {
            Binding? tensor = BindTensor(instance, call);
            if (tensor is null) return Broken(call);
            if (Build.IsInteger(LowerExpression(call.Arguments[0].Value), out long dimension) && dimension >= 0)
            {
                if (tensor is Binding.Tensor { Indexing: TensorIndexing.Ranked } ranked && dimension < ranked.Parameter.Shape.Length) return Build.Constant((int)ranked.Parameter.Shape[(int)dimension]);
                if (tensor is not Binding.Tensor { Indexing: TensorIndexing.Ranked } && dimension == 0) return LengthOf(tensor);
            }
        }

        if (TensorTypes.IsTensor(instance.Type)) Report(DiagnosticDescriptors.TensorMember, call, method.Name);
        else if (instance.Type?.SpecialType == SpecialType.System_String) Report(DiagnosticDescriptors.Text, call);
        else Report(DiagnosticDescriptors.InstanceCall, call, method.Name, call.IsVirtual ? " (virtual or interface)" : "");
        return Broken(call);
    }

    private Expression LowerKnown(IInvocationOperation call, MathFunction function)
    {
        Expression[] arguments = ArgumentsInParameterOrder(call);
        DataType type = ScalarTypes.Of(call.Type)!.Value;
        if (arguments.Length == 2 && ScalarTypes.IsInteger(type) && arguments.All(a => a.Type == type) && type.Scalar != ScalarType.UInt64 &&
            Build.IsInteger(arguments[0], out long a) && Build.IsInteger(arguments[1], out long b) && function is MathFunction.Min or MathFunction.Max)
        {
            return arguments[(a <= b) == (function == MathFunction.Min) ? 0 : 1];
        }

        return new Expression.Call(function, arguments.ToImmutableArray(), type) { Span = SpanOf(call) };
    }

    private Expression[] ArgumentsInParameterOrder(IInvocationOperation call)
    {
        Expression[] evaluated = LowerOperands(call.Arguments.Select(a => a.Value).ToArray());
        Expression[] ordered = new Expression[evaluated.Length];
        for (int i = 0; i < evaluated.Length; i++) ordered[call.Arguments[i].Parameter!.Ordinal] = evaluated[i];
        return ordered;
    }

    private Expression? LowerIntrinsic(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (session.Language == BodyLanguage.Kernel)
        {
            Report(DiagnosticDescriptors.IntrinsicInKernel, call, "Gemmini." + method.Name);
            return method.ReturnsVoid ? null : Broken(call);
        }

        IArgumentOperation[] given = call.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue).ToArray();
        Expression[] values = LowerOperands(given.Select(a => WithoutPointerConversion(a.Value)).ToArray());
        ImmutableArray<IntrinsicArgument> arguments = given.Select((a, i) => new IntrinsicArgument(a.Parameter!.Name, values[i])).ToImmutableArray();
        Local? result = method.ReturnsVoid ? null : session.NewLocal("result", ScalarTypes.Of(method.ReturnType)!.Value);
        Emit(new Statement.Intrinsic(method.Name, arguments, result), call);
        return result is null ? null : new Expression.ReadLocal(result);
    }

    // A command takes an address; what it points at is the command's business.
    private static IOperation WithoutPointerConversion(IOperation value) =>
        value is IConversionOperation { IsImplicit: true, Type: IPointerTypeSymbol, Operand: { Type: IPointerTypeSymbol } operand } ? operand : value;

    private bool IsInlinable(IMethodSymbol method, Location place)
    {
        int before = session.Diagnostics.Reports;
        if (method.IsGenericMethod || method.ContainingType.IsGenericType) session.Diagnostics.Report(DiagnosticDescriptors.Generic, place, method.Name);
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        if (implementation.IsAsync || IsIterator(implementation)) session.Diagnostics.Report(DiagnosticDescriptors.AsyncOrIterator, place, method.Name);
        if (implementation.RefKind != RefKind.None) session.Diagnostics.Report(DiagnosticDescriptors.ByReference, place);
        if (session.Diagnostics.Reports != before) return false;
        foreach (SyntaxReference reference in implementation.DeclaringSyntaxReferences)
        {
            if (SyntaxDepth.Of(reference.GetSyntax(session.Cancellation)) <= Limits.SyntaxDepth) continue;
            session.Diagnostics.Report(DiagnosticDescriptors.NestingTooDeep, place, Limits.SyntaxDepth);
            return false;
        }

        if (session.BodyOf(method) is not null) return true;
        session.Diagnostics.Report(DiagnosticDescriptors.NoBody, place, method.Name);
        return false;
    }

    private bool IsIterator(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(session.Cancellation).DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.YieldStatementSyntax>().Any());

    private Expression? Inline(IInvocationOperation call, IMethodSymbol method)
    {
        Expression? none = method.ReturnsVoid ? null : Broken(call);
        bool Returns() => method.ReturnsVoid || CheckType(method.ReturnType, $"the result of '{method.Name}'", call) is not null;
        if (InCall(call, method, body => Returns() ? LowerInlined(method, body, call) : null) is not { } value) return none;
        return Build.Convert(value, ScalarTypes.Of(call.Type)!.Value, isChecked: false);
    }

    /// <summary>Lowers a method's body in place of its call; null when something was reported, or by what lowers it.</summary>
    private T? InCall<T>(IInvocationOperation call, IMethodSymbol method, Func<IOperation, T?> lower)
        where T : class
    {
        if (session.Language == BodyLanguage.Schedule && AttributeNames.Has(method, AttributeNames.Kernel))
        {
            Report(DiagnosticDescriptors.KernelCalled, call, method.Name);
            return null;
        }

        if (frame.IsActive(method))
        {
            Report(DiagnosticDescriptors.Recursion, call, method.Name);
            return null;
        }

        if (frame.Depth >= Limits.InlineDepth)
        {
            Report(DiagnosticDescriptors.InliningTooDeep, call, Limits.InlineDepth, method.Name);
            return null;
        }

        if (!IsInlinable(method, SyntaxOf(call).GetLocation())) return null;
        if (method.MethodKind != MethodKind.LocalFunction) session.Use(method.PartialDefinitionPart ?? method);
        IOperation body = session.BodyOf(method)!;
        if (BindArguments(call, method, body) is not { } bindings) return null;
        Frame caller = frame;
        frame = new Frame(method, caller, session.NewLabel()) { LibraryCall = caller.LibraryCall ?? (session.IsOfLibrary(method) ? call.Syntax : null) };
        foreach (KeyValuePair<ISymbol, Binding> binding in bindings) frame.Bindings.Add(binding.Key, binding.Value);
        T? result = lower(body);
        frame = caller;
        return result;
    }

    private Expression? LowerInlined(IMethodSymbol method, IOperation body, IOperation call)
    {
        if (!method.ReturnsVoid)
        {
            Expression? value = null;
            List<Statement> before = Capture(() => value = LowerAsValue([body], 0));
            if (value is not null)
            {
                output.AddRange(before);
                return value;
            }

            frame.Result = session.NewLocal(method.Name, ScalarTypes.Of(method.ReturnType)!.Value);
        }

        EmitBlock(Capture(() => LowerStatement(body, frame.ReturnLabel)), frame.ReturnLabel, call);
        return frame.Result is null ? null : new Expression.ReadLocal(frame.Result);
    }

    /// <summary>Lowers statements that end in a return, or in a choice of two, to the returned value; null when they are more than that.</summary>
    private Expression? LowerAsValue(ImmutableArray<IOperation> operations, int start)
    {
        for (int i = start; i < operations.Length; i++)
        {
            switch (operations[i])
            {
                case IBlockOperation block when IsEmptyFrom(operations, i + 1, operations.Length):
                    return LowerAsValue(block.Operations, 0);
                case IReturnOperation { ReturnedValue: { } returned }:
                    return LowerExpression(returned);
                case IConditionalOperation choice when Returns(choice):
                    return LowerChoiceAsValue(choice, operations, i + 1);
                case ILabeledOperation:
                    return null;
                case var statement when Returns(statement):
                    return null;
                case var statement:
                    LowerStatement(statement);
                    break;
            }
        }

        return null;
    }

    private Expression? LowerChoiceAsValue(IConditionalOperation choice, ImmutableArray<IOperation> operations, int next)
    {
        Expression condition = LowerExpression(choice.Condition);
        Expression? whenTrue = null, whenFalse = null;
        List<Statement> effects = Capture(() =>
        {
            whenTrue = LowerAsValue([choice.WhenTrue], 0);
            if (whenTrue is null) return;
            whenFalse = choice.WhenFalse is null ? LowerAsValue(operations, next) : IsEmptyFrom(operations, next, operations.Length) ? LowerAsValue([choice.WhenFalse], 0) : null;
        });
        return whenTrue is null || whenFalse is null || effects.Count > 0 ? null : Build.Conditional(condition, whenTrue, whenFalse);
    }

    private static bool Returns(IOperation operation) => operation.DescendantsAndSelf().Any(o => o is IReturnOperation or IBranchOperation { BranchKind: BranchKind.GoTo });

    /// <summary>What a helper's parameters stand for. Arguments that the helper can't change take their parameter's place, others go to a local.</summary>
    private List<KeyValuePair<ISymbol, Binding>>? BindArguments(IInvocationOperation call, IMethodSymbol method, IOperation body)
    {
        HashSet<ISymbol> assigned = AssignedVariables.In(body);
        List<KeyValuePair<ISymbol, Binding>> bindings = new();
        List<IArgumentOperation> scalars = new();
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = implementation.Parameters[argument.Parameter!.Ordinal];
            if (parameter.RefKind != RefKind.None)
            {
                if (BindReference(parameter, argument) is not { } variable) return null;
                bindings.Add(new KeyValuePair<ISymbol, Binding>(parameter, variable));
                continue;
            }

            if (argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.DefaultValue))
            {
                Report(DiagnosticDescriptors.Argument, argument, parameter.Name, "a list of arguments would be an allocation");
                return null;
            }

            if (!TensorTypes.IsTensor(parameter.Type))
            {
                if (CheckType(parameter.Type, $"parameter '{parameter.Name}'", argument) is null) return null;
                scalars.Add(argument);
                continue;
            }

            if (BindTensor(argument.Value, argument) is not { } tensor) return null;
            bindings.Add(new KeyValuePair<ISymbol, Binding>(parameter, tensor));
        }

        Expression[] values = LowerOperands(scalars.Select(a => a.Value).ToArray());
        bool hasReferences = implementation.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out);
        bool isValue = !hasReferences && body is IBlockOperation { Operations: { Length: 1 } only } && only[0] is IReturnOperation;
        for (int i = 0; i < values.Length; i++)
        {
            IParameterSymbol parameter = implementation.Parameters[scalars[i].Parameter!.Ordinal];
            bool inPlace = !assigned.Contains(parameter) &&
                (values[i] is Expression.Constant or Expression.ReadParameter || (values[i] is Expression.ReadLocal && !hasReferences) || (isValue && AssignedVariables.ReadsOf(parameter, body) is { Reads: 1, Unconditional: true }));
            Binding binding = inPlace ? new Binding.Value(values[i]) : new Binding.Variable(Store(parameter.Name, values[i], scalars[i]));
            bindings.Add(new KeyValuePair<ISymbol, Binding>(parameter, binding));
        }

        return bindings;
    }

    /// <summary>The caller's variable that a parameter passed by reference is another name of.</summary>
    private Binding.Variable? BindReference(IParameterSymbol parameter, IArgumentOperation argument)
    {
        if (argument.Value is ILocalReferenceOperation or IParameterReferenceOperation or IDeclarationExpressionOperation && PlaceOf(argument.Value) is Place.Variable variable)
        {
            return new Binding.Variable(variable.Local);
        }

        if (argument.Value is IDiscardOperation && ScalarTypes.Of(parameter.Type) is { } type) return new Binding.Variable(session.NewLocal(parameter.Name, type));
        Report(DiagnosticDescriptors.ByReference, argument);
        return null;
    }
}
