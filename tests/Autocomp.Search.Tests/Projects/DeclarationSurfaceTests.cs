using Autocomp.Search.Projects.Unchanged;
using Microsoft.CodeAnalysis.CSharp;

namespace Autocomp.Search.Tests.Projects;

public sealed class DeclarationSurfaceTests
{
    private const string Kernel = """
        using Elem = Other.Number;
        class Layers { [Kernel] static void Twice(System.ReadOnlySpan<int> x, System.Span<int> y) { for (int i = 0; i < Sizes.N; i++) y[i] = Help(x[i]); } }
        """;

    private const string File = """
        using System;
        class Sizes : Root
        {
            public const int N = M * 2;
            static int a = 1;
            Sizes() { }
            static Sizes() { a = 2; }
            int Unrelated(int x) { return x; }
            string Text => "a";
            int Help(int x) => x;
        }
        """;

    [Theory]
    [InlineData("return x;", "return x + N; /* and more */")]
    [InlineData("using System;", "using System;   // a comment")]
    [InlineData("int Unrelated(int x) { return x; }", "void Another() { }")]
    [InlineData("string Text => \"a\";", "int Text { get; set; }")]
    [InlineData("Sizes() { }", "Sizes() { a = 4; }")]
    [InlineData("int Help(int x) => x;", "int Help(int x) => x + 1;")]
    public void Hash_WhatNoKernelCanSee_IsTheSame(string before, string after) => HashAfter(before, after).ShouldBe(HashAfter("", ""));

    [Theory]
    [InlineData("N = M * 2", "N = M * 3")]
    [InlineData("using System;", "global using System;")]
    [InlineData("using System;", "[assembly: CLSCompliant(true)]")]
    [InlineData(": Root", "")]
    [InlineData("a = 2;", "a = 3;")]
    [InlineData("int a = 1", "int a = 2")]
    [InlineData("int Help(int x) => x;", "long Help(int x) => x;")]
    [InlineData("int Help(int x) => x;", "")]
    [InlineData("int Unrelated(int x)", "int Help(long x)")]
    [InlineData("int Unrelated(int x)", "int M(int x)")]
    [InlineData("int Unrelated(int x)", "[Kernel] int Unrelated(int x)")]
    [InlineData("int Unrelated(int x) { return x; }", "struct Number { }")]
    [InlineData("int Unrelated(int x) { return x; }", "public static implicit operator int(Sizes s) => 1;")]
    [InlineData("string Text => \"a\";", "string Length => \"a\";")]
    [InlineData("class Sizes", "partial class Sizes")]
    [InlineData("class Sizes", "namespace Other { class T { } } class Sizes")]
    public void Hash_WhatAKernelMaySee_Differs(string before, string after) => HashAfter(before, after).ShouldNotBe(HashAfter("", ""));

    [Fact]
    public void Hash_TopLevelStatements_CountOnlyAsPresent()
    {
        HashSet<string> names = Names(File);
        string none = Hash("class A { }", names), one = Hash("using System; Console.Write(1); class A { }", names), two = Hash("using System; int x = 2; Console.Write(x); class A { }", names);

        two.ShouldBe(one);
        Hash("using System; class A { }", names).ShouldNotBe(one);
        none.ShouldNotBe(one);
    }

    private static string HashAfter(string before, string after)
    {
        if (before.Length > 0) File.ShouldContain(before);
        return Hash(before.Length > 0 ? File.Replace(before, after, StringComparison.Ordinal) : File, Names(File));
    }

    private static string Hash(string text, HashSet<string> names) => DeclarationSurface.Hash(CSharpSyntaxTree.ParseText(text).GetRoot(), names);

    private static HashSet<string> Names(string file) =>
        DeclarationSurface.Names([CSharpSyntaxTree.ParseText(Kernel, path: "k"), CSharpSyntaxTree.ParseText(file)], tree => tree.FilePath == "k");
}
