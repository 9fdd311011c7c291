namespace Autocomp.Frontend.Tests;

/// <summary>Which loops become canonical: the lift and the backend rely on it.</summary>
public class LoopFormTests
{
    [Theory]
    [InlineData("for (int i = 0; i < 8; i++) y[i] = 0;", "Int32:0 Int32:8 1")]
    [InlineData("for (int i = 0; i <= 6; i += 2) y[i] = 0;", "Int32:0 Int32:7 2")]
    [InlineData("for (int i = s; i < s; ++i) y[0] = i;", "s s 1")]
    [InlineData("for (long i = 0; i < x.Length; i = i + 1) y[0] = 1;", "Int64:0 Int64:8 1")]
    [InlineData("for (int i = 0; i < x.Length; i++) y[0] = 1;", "Int32:0 Int32:8 1")]
    [InlineData("for (int i = 0; i < x[0]; i++) y[0] = 1;", "Int32:0 (read x [Int32:0]) 1")]
    [InlineData("for (int j = 0, i = 1; i < 4; i++) y[j] = 1;", "Int32:1 Int32:4 1")]
    public void Lower_CountedLoop_IsCanonical(string loop, string header) => Source.Body(loop).ShouldContain(header + " l");

    [Theory]
    [InlineData("for (int i = 7; i >= 0; i--) y[i] = 0;")]
    [InlineData("for (int i = 0; i < 8; i += s) y[0] = 0;")]
    [InlineData("for (int i = 0; i <= s; i++) y[0] = 0;")]
    [InlineData("for (int i = 0; i < s; i += 2) y[0] = 0;")]
    [InlineData("for (int i = 0; i < y[0]; i++) y[1] = 0;")]
    [InlineData("for (int i = 0; i < 8; i++) i += y[0];")]
    [InlineData("for (uint i = 0; i < 8; i++) y[0] = 0;")]
    [InlineData("int n = 8; for (int i = 0; i < n; i++) n--;")]
    [InlineData("for (int i = 0; i < i + 1; i++) y[0] = 0;")]
    public void Lower_OtherLoop_IsAWhileLoop(string loop) => Source.Body(loop).ShouldContain("while ");

    [Fact]
    public void Lower_TriangularLoopWithInclusiveBound_IsCanonical() =>
        Source.Body("for (int i = 0; i < 8; i++) for (int j = 0; j <= i; j++) y[j] += i;").ShouldContain("for v1<Int32> Int32:0 (Add Int32 v0 Int32:1) 1");

}
