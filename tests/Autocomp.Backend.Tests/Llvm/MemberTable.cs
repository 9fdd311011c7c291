using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Autocomp.Backend.Tests.Llvm;

/// <summary>Lists, from the compiled back end, every member of the LLVM binding that it uses, with its signature.</summary>
internal static class MemberTable
{
    /// <summary>Lines like <c>LLVMBuilderRef.BuildAdd(LLVMValueRef, LLVMValueRef, string) : LLVMValueRef</c>, sorted.</summary>
    /// <param name="assemblyPath">The back end's assembly.</param>
    /// <param name="bindings">Names that the binding's assembly may have.</param>
    public static ImmutableSortedSet<string> Of(string assemblyPath, params string[] bindings)
    {
        using PEReader file = new(File.OpenRead(assemblyPath));
        MetadataReader reader = file.GetMetadataReader();
        SignatureNames names = new(reader);
        ImmutableSortedSet<string>.Builder lines = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (MemberReference member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (member.Parent.Kind != HandleKind.TypeReference)
            {
                continue;
            }

            TypeReference type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && bindings.Contains(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)))
            {
                lines.Add($"{reader.GetString(type.Name)}.{Text(reader, member, names)}");
            }
        }

        return lines.ToImmutable();
    }

    private static string Text(MetadataReader reader, MemberReference member, SignatureNames names)
    {
        string name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return $"{name} : {member.DecodeFieldSignature(names, null)}";
        }

        MethodSignature<string> signature = member.DecodeMethodSignature(names, null);
        string modifier = signature.Header.IsInstance ? "" : "static ";
        return $"{name}({string.Join(", ", signature.ParameterTypes)}) : {modifier}{signature.ReturnType}";
    }
}
