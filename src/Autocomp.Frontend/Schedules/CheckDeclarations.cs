using Autocomp.Frontend.Diagnostics;
using Autocomp.Frontend.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autocomp.Frontend.Schedules;

/// <summary>Checks a schedule's declarations before anything is bound: a closed list, everything else is refused.</summary>
internal static class CheckDeclarations
{
    /// <summary>Checks a file and finds its entry method.</summary>
    /// <returns>The entry method, or null when anything was reported.</returns>
    public static MethodDeclarationSyntax? FindEntry(SyntaxNode root, KernelInfo kernel, DiagnosticList diagnostics)
    {
        foreach (SyntaxTrivia trivia in root.DescendantTrivia(descendIntoTrivia: false).Where(t => t.IsDirective))
        {
            diagnostics.Report(DiagnosticDescriptors.ScheduleDirective, trivia.GetLocation(), trivia.ToString().Trim());
        }

        CompilationUnitSyntax unit = (CompilationUnitSyntax)root;
        CheckUsings(unit.Usings, diagnostics);
        foreach (ExternAliasDirectiveSyntax alias in unit.Externs) diagnostics.Report(DiagnosticDescriptors.ScheduleDeclaration, alias.GetLocation(), "An extern alias");
        foreach (AttributeListSyntax list in root.DescendantNodes().OfType<AttributeListSyntax>())
        {
            diagnostics.Report(DiagnosticDescriptors.ScheduleAttribute, list.GetLocation(), list.Attributes.FirstOrDefault()?.Name.ToString() ?? "");
        }

        List<MethodDeclarationSyntax> entries = new();
        string name = NameLocals.MethodOf(kernel).TrimStart('@');
        int classes = 0;
        foreach (MemberDeclarationSyntax member in Members(unit))
        {
            if (member is ClassDeclarationSyntax { TypeParameterList: null, BaseList: null, ParameterList: null } type && classes++ == 0) CheckClass(type, name, entries, diagnostics);
            else diagnostics.Report(DiagnosticDescriptors.ScheduleDeclaration, Head(member), Describe(member));
        }

        if (diagnostics.Reports > 0) return null;
        if (entries.Count == 1) return entries[0];
        diagnostics.Report(DiagnosticDescriptors.ScheduleEntry, entries.Count > 1 ? entries[1].Identifier.GetLocation() : unit.GetFirstToken(includeZeroWidth: true).GetLocation(), name, LowerSchedule.ParametersOf(kernel));
        return null;
    }

    // One namespace around the class is harmless.
    private static SyntaxList<MemberDeclarationSyntax> Members(CompilationUnitSyntax unit) =>
        unit.Members.Count == 1 && unit.Members[0] is BaseNamespaceDeclarationSyntax { Usings.Count: 0, Externs.Count: 0 } space ? space.Members : unit.Members;

    private static void CheckUsings(SyntaxList<UsingDirectiveSyntax> usings, DiagnosticList diagnostics)
    {
        foreach (UsingDirectiveSyntax directive in usings)
        {
            bool isKnown = directive.Alias is null && directive.GlobalKeyword == default && directive.UnsafeKeyword == default &&
                (directive.StaticKeyword == default ? directive.Name?.ToString() is "Autocomp" or "System" or "System.Numerics" : directive.Name?.ToString() is "Autocomp.Gemmini" or "System.Math" or "System.MathF");
            if (!isKnown) diagnostics.Report(DiagnosticDescriptors.ScheduleUsing, directive.GetLocation(), directive.ToString());
        }
    }

    private static void CheckClass(ClassDeclarationSyntax type, string entry, List<MethodDeclarationSyntax> entries, DiagnosticList diagnostics)
    {
        CheckModifiers(type.Modifiers, diagnostics);
        if (!type.Modifiers.Any(SyntaxKind.StaticKeyword)) diagnostics.Report(DiagnosticDescriptors.ScheduleDeclaration, type.Identifier.GetLocation(), "A class that is not static");
        foreach (MemberDeclarationSyntax member in type.Members)
        {
            switch (member)
            {
                case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
                    CheckModifiers(field.Modifiers, diagnostics);
                    break;
                case MethodDeclarationSyntax { TypeParameterList: null, ExplicitInterfaceSpecifier: null } method:
                    CheckModifiers(method.Modifiers, diagnostics);
                    if (method.Identifier.ValueText == entry) entries.Add(method);
                    break;
                default:
                    diagnostics.Report(DiagnosticDescriptors.ScheduleDeclaration, Head(member), Describe(member));
                    break;
            }
        }
    }

    private static void CheckModifiers(SyntaxTokenList modifiers, DiagnosticList diagnostics)
    {
        foreach (SyntaxToken modifier in modifiers)
        {
            bool isKnown = modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword or
                SyntaxKind.StaticKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ConstKeyword;
            if (!isKnown) diagnostics.Report(DiagnosticDescriptors.ScheduleModifier, modifier.GetLocation(), modifier.ValueText);
        }
    }

    private static Location Head(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.GetLocation(),
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
        _ => member.GetLocation(),
    };

    private static string Describe(MemberDeclarationSyntax member) => member switch
    {
        ConstructorDeclarationSyntax => "A constructor",
        MethodDeclarationSyntax => "A generic method",
        ClassDeclarationSyntax { TypeParameterList: null, BaseList: null } => "A second class",
        BaseTypeDeclarationSyntax type => $"The type '{type.Identifier.ValueText}'",
        DelegateDeclarationSyntax => "A delegate",
        FieldDeclarationSyntax => "A field that is not const",
        BasePropertyDeclarationSyntax => "A property or event",
        GlobalStatementSyntax => "A statement outside a method",
        BaseNamespaceDeclarationSyntax => "More than one namespace",
        _ => "This declaration",
    };
}
