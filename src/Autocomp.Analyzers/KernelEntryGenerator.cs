using Autocomp.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Autocomp.Analyzers;

/// <summary>Generates for each kernel an extension method of <c>EmulatedAccelerator</c> with the kernel's own parameters, known to the editor before any build.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class KernelEntryGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step that gives the models, for tests of incrementality.</summary>
    public const string EntriesStep = "KernelEntries";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<KernelEntry> entries = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeNames.Kernel,
                static (_, _) => true,
                static (match, cancellation) => match.TargetSymbol is IMethodSymbol method ? ReadKernelEntry.Read(method, cancellation) : null)
            .Where(static entry => entry is not null)
            .Select(static (entry, _) => entry!)
            .WithTrackingName(EntriesStep);

        // Without the runtime there is nothing to call.
        IncrementalValueProvider<string?> assembly = context.CompilationProvider.Select(static (compilation, _) =>
            compilation.GetTypeByMetadataName("Autocomp.Runtime.EmulatedAccelerator") is null ? null : compilation.AssemblyName ?? "");

        context.RegisterSourceOutput(entries.Combine(assembly), static (output, pair) =>
        {
            (KernelEntry entry, string? assembly) = pair;
            if (assembly is null) return;
            string prefix = entry.Namespace.Length > 0 ? entry.Namespace + "." : "";
            output.AddSource($"{prefix}{entry.ClassName}.{entry.Method}.g.cs", PrintKernelEntry.Print(entry, assembly));
        });
    }
}
