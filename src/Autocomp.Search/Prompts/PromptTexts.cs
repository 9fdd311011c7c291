using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Autocomp.Search.Prompts;

/// <summary>The editable texts of prompts and menus: from a folder when it has them, otherwise the built-in ones.</summary>
public sealed class PromptTexts
{
    private const string Prefix = "Autocomp.Search.Prompts.";

    private readonly string? folder;

    /// <summary>Texts with an optional folder in front.</summary>
    /// <param name="folder">Folder with files of the built-in names (<c>plan.txt</c>, <c>dense.txt</c>, …), or null.</param>
    public PromptTexts(string? folder = null) => this.folder = folder;

    /// <summary>Short hash of all menus.</summary>
    public string MenuVersion => Hash("Menus");

    /// <summary>Short hash of all prompt templates.</summary>
    public string PromptVersion => Hash("Templates");

    /// <summary>A template.</summary>
    /// <param name="name">File name without extension: <c>system</c>, <c>plan</c>, <c>implement</c>, <c>retry</c>, <c>rules</c>.</param>
    /// <returns>Its text.</returns>
    public string Template(string name) => Read("Templates", name);

    /// <summary>A menu.</summary>
    /// <param name="name">File name without extension: <c>dense</c>, <c>fine-grained</c>.</param>
    /// <returns>Its options.</returns>
    public Menu Menu(string name) => Prompts.Menu.Parse(Read("Menus", name));

    private string Read(string kind, string name)
    {
        if (folder is not null && Path.Combine(folder, name + ".txt") is var path && File.Exists(path)) return Normal(File.ReadAllText(path));
        using Stream stream = typeof(PromptTexts).Assembly.GetManifestResourceStream($"{Prefix}{kind}.{name}.txt")
            ?? throw new ArgumentException($"There is no text named {name}.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Normal(reader.ReadToEnd());
    }

    private string Hash(string kind)
    {
        Assembly assembly = typeof(PromptTexts).Assembly;
        string start = $"{Prefix}{kind}.";
        var all = new StringBuilder();
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            string name = resource[start.Length..^".txt".Length];
            all.Append(name).Append('\0').Append(Read(kind, name)).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..12];
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
