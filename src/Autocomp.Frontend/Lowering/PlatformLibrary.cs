using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Lowering;

/// <summary>The methods of <c>Library/</c>, bound beside one compilation: what calls of the platform's own methods are lowered as.</summary>
internal sealed class PlatformLibrary
{
    private const string TypeName = "Autocomp.Frontend.Library.PlatformMethods";

    private static readonly Lazy<SyntaxTree[]> Trees = new(Parse);
    private static readonly ConditionalWeakTable<Compilation, PlatformLibrary> Bound = new();

    private readonly INamedTypeSymbol type;

    private PlatformLibrary(Compilation user)
    {
        // The user's references, so that both see the same platform; none of the user's sources or options.
        CSharpCompilationOptions options = (CSharpCompilationOptions)user.Options;
        Compilation = user.RemoveAllSyntaxTrees().WithOptions(options.WithOverflowChecks(false)).AddSyntaxTrees(Trees.Value);
        type = Compilation.GetTypeByMetadataName(TypeName)!;
    }

    /// <summary>The methods' own compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The library beside a compilation.</summary>
    public static PlatformLibrary Beside(Compilation user) => Bound.GetValue(user, compilation => new PlatformLibrary(compilation));

    /// <summary>The method that stands for one of the platform's, or null: of the same name, with parameters of the same types.</summary>
    public IMethodSymbol? Find(IMethodSymbol method) =>
        type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(own => own.DeclaredAccessibility == Accessibility.Public && own.ReturnType.IsTupleType == method.ReturnType.IsTupleType && HasParametersOf(own, method));

    private static bool HasParametersOf(IMethodSymbol own, IMethodSymbol method) => own.Parameters.Length == method.Parameters.Length && own.Parameters
        .Zip(method.Parameters, (a, b) => a.RefKind == b.RefKind && a.Type.TypeKind == b.Type.TypeKind && ScalarTypes.Of(a.Type) == ScalarTypes.Of(b.Type)).All(same => same);

    private static SyntaxTree[] Parse() => typeof(PlatformLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("Library/", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal).Select(Parse).ToArray();

    private static SyntaxTree Parse(string name)
    {
        using StreamReader reader = new(typeof(PlatformLibrary).Assembly.GetManifestResourceStream(name)!);
        return CSharpSyntaxTree.ParseText(reader.ReadToEnd(), new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None), name);
    }
}
