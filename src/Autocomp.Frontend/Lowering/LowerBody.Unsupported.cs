using Autocomp.Frontend.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

internal sealed partial class LowerBody
{
    /// <summary>Reports a construct outside the language by what it is.</summary>
    private void ReportUnsupported(IOperation operation)
    {
        switch (operation)
        {
            case IInvalidOperation:
                Report(DiagnosticDescriptors.DoesNotCompile, operation, frame.Method.Name);
                break;
            case IObjectCreationOperation or IArrayCreationOperation or IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation or ICollectionExpressionOperation:
                Report(DiagnosticDescriptors.Allocation, operation, operation.Type?.ToDisplayString() ?? "an object");
                break;
            case IThrowOperation: Report(DiagnosticDescriptors.Exceptions, operation, "throw"); break;
            case ITryOperation: Report(DiagnosticDescriptors.Exceptions, operation, "try"); break;
            case IUsingOperation or IUsingDeclarationOperation: Report(DiagnosticDescriptors.Exceptions, operation, "using"); break;
            case ILockOperation: Report(DiagnosticDescriptors.Exceptions, operation, "lock"); break;
            case IReturnOperation: Report(DiagnosticDescriptors.AsyncOrIterator, operation, frame.Method.Name); break;
            case IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation: Report(DiagnosticDescriptors.Delegate, operation); break;
            case IInterpolatedStringOperation or IInterpolatedStringHandlerCreationOperation: Report(DiagnosticDescriptors.Text, operation); break;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } or IRangeOperation or IImplicitIndexerReferenceOperation: Report(DiagnosticDescriptors.IndexOrRange, operation); break;
            case IPropertyReferenceOperation { Instance.Type.SpecialType: SpecialType.System_String }: Report(DiagnosticDescriptors.Text, operation); break;
            case IPropertyReferenceOperation property: Report(DiagnosticDescriptors.Property, operation, property.Property.Name); break;
            case IInvocationOperation call when TensorTypes.IsTensor(call.Type): LowerUnsupportedTensorCall(call); break;
            case IInstanceReferenceOperation: Report(DiagnosticDescriptors.InstanceCall, operation, "this", ""); break;
            case ITupleOperation or IDeconstructionAssignmentOperation: Report(DiagnosticDescriptors.UnsupportedOperation, operation, "A tuple"); break;
            case ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation: Report(DiagnosticDescriptors.UnsupportedOperation, operation, "An operator on null"); break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation: Report(DiagnosticDescriptors.UnsupportedOperation, operation, "dynamic"); break;
            case ITypeOfOperation or IIsTypeOperation: Report(DiagnosticDescriptors.UnsupportedOperation, operation, "A type test"); break;
            default: ReportBySyntax(operation); break;
        }
    }

    private void ReportBySyntax(IOperation operation)
    {
        switch (operation.Syntax)
        {
            case StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax: Report(DiagnosticDescriptors.StackAllocation, operation, Limits.StackBytes); break;
            case FixedStatementSyntax: Report(DiagnosticDescriptors.Pointer, operation, "'fixed' isn't needed"); break;
            case RefExpressionSyntax: Report(DiagnosticDescriptors.ByReference, operation); break;
            default: Report(DiagnosticDescriptors.UnsupportedOperation, operation, $"'{FirstLine(operation.Syntax)}'"); break;
        }
    }

    private void LowerUnsupportedTensorCall(IInvocationOperation call)
    {
        if (call.TargetMethod.DeclaringSyntaxReferences.IsEmpty) Report(DiagnosticDescriptors.UnknownMethod, call, call.TargetMethod.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
        else Report(DiagnosticDescriptors.TensorAsValue, call);
    }

    private static string FirstLine(SyntaxNode syntax)
    {
        string text = syntax.ToString();
        int end = text.IndexOfAny(['\r', '\n']);
        if (end >= 0) text = text.Substring(0, end);
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
