using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Autocomp.Frontend.Lowering;

/// <summary>Finds what const and static readonly fields hold.</summary>
internal static class ReadOnlyFields
{
    /// <summary>The constant that a static readonly field is initialised with, or null when it isn't known.</summary>
    public static IOperation? InitialValueOf(IFieldSymbol field, Session session)
    {
        foreach (IMethodSymbol constructor in field.ContainingType.StaticConstructors)
        {
            // Written by the user: it may assign the field.
            if (!constructor.IsImplicitlyDeclared) return null;
        }

        return InitializerOf(field, session) is { Value: { ConstantValue.HasValue: true } value } ? value : null;
    }

    /// <summary>Fields of this project that the field's own initialiser reads.</summary>
    public static IEnumerable<IFieldSymbol> In(IFieldSymbol field, Session session) =>
        InitializerOf(field, session)?.Descendants().OfType<IFieldReferenceOperation>().Select(r => r.Field) ?? [];

    private static IFieldInitializerOperation? InitializerOf(IFieldSymbol field, Session session)
    {
        foreach (SyntaxReference reference in field.DeclaringSyntaxReferences)
        {
            SyntaxNode? initializer = reference.GetSyntax(session.Cancellation) switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                EnumMemberDeclarationSyntax member => member.EqualsValue,
                _ => null,
            };
            if (initializer is not null) return session.OperationOf(initializer) as IFieldInitializerOperation;
        }

        return null;
    }
}
