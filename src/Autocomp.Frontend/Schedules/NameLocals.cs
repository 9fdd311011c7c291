using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Tree;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Frontend.Schedules;

/// <summary>Gives each local a name of its own, near the one that it has.</summary>
internal static class NameLocals
{
    private static readonly string[] Reserved =
        ["Gemmini", "Dataflow", "Activation", "Quantize", "Math", "MathF", "BitOperations", "BitConverter", "Environment", "Schedule"];

    /// <summary>Names by local. Names that are distinct and plain already stay.</summary>
    public static Dictionary<Local, string> Name(KernelInfo kernel, IEnumerable<Local> locals)
    {
        HashSet<string> taken = new(Reserved, StringComparer.Ordinal);
        taken.UnionWith(kernel.Parameters.Select(p => p.Name));
        taken.Add(MethodOf(kernel));
        Dictionary<Local, string> names = new();
        List<Local> all = locals.ToList();
        HashSet<string> wanted = new(all.Select(l => Plain(l.Name)), StringComparer.Ordinal);
        foreach (Local local in all)
        {
            string name = Plain(local.Name);
            for (int i = 1; !taken.Add(name); i++) name = Numbered(local, i, wanted);

            names.Add(local, name);
        }

        return names;
    }

    /// <summary>The kernel's method name.</summary>
    public static string MethodOf(KernelInfo kernel) => Escape(kernel.MetadataName.Substring(kernel.MetadataName.LastIndexOf('.') + 1));

    /// <summary>A name as C# text: keywords get their <c>@</c>.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    // A number that makes the name of another local would push that one away from its own.
    private static string Numbered(Local local, int number, HashSet<string> wanted)
    {
        string name = FormattableString.Invariant($"{Plain(local.Name)}{number}");
        return wanted.Contains(name) ? Plain(local.Name) : name;
    }

    /// <summary>The name, or one that stands for it when it can't be printed as it is.</summary>
    public static string Plain(string name)
    {
        bool isPlain = name.Length > 0 && name[0] is not (>= '0' and <= '9') && name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
        return isPlain && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "local";
    }
}
