using System.Numerics;
using Autocomp.Search.Verification.Symbolic;

namespace Autocomp.Search.Tests.Verification.Symbolic;

public sealed class SymbolicPartsTests
{
    [Fact]
    public void PrimeField_RandomValues_IsArithmeticModuloThePrime()
    {
        var random = new Random(1);
        BigInteger prime = PrimeField.Prime;
        for (int i = 0; i < 2000; i++)
        {
            ulong a = Draw(), b = Draw(), c = Draw();
            ((BigInteger)PrimeField.Add(a, b)).ShouldBe((a + (BigInteger)b) % prime);
            ((BigInteger)PrimeField.Subtract(a, b)).ShouldBe((a + prime - b) % prime);
            ((BigInteger)PrimeField.Multiply(a, b)).ShouldBe((BigInteger)a * b % prime);
            ((BigInteger)PrimeField.MultiplyAdd(c, a, b)).ShouldBe((c + (BigInteger)a * b) % prime);
            long integer = random.NextInt64(long.MinValue, long.MaxValue);
            ((BigInteger)PrimeField.Of(integer)).ShouldBe(((integer % prime) + prime) % prime);
        }

        PrimeField.Of(long.MinValue).ShouldBeLessThan(PrimeField.Prime);

        ulong Draw() => random.Next(8) switch { 0 => 0, 1 => PrimeField.Prime - 1, 2 => 1, _ => (ulong)random.NextInt64((long)PrimeField.Prime) };
    }

    [Fact]
    public void Points_SmallNumbers_KeepTheirValueAndOthersOnlyTheirSign()
    {
        var points = new SymbolicPoints(5);

        points.Constant(-3).ShouldBe(PrimeField.Of(-3));
        PrimeField.Multiply(points.Constant(0.25), PrimeField.Of(12)).ShouldBe(PrimeField.Of(3));
        PrimeField.Add(points.Constant(0.1), points.Constant(-0.1)).ShouldBe(0UL);
        PrimeField.Add(points.Constant(0.1), points.Constant(0.1)).ShouldNotBe(points.Constant(0.2));
    }

    [Fact]
    public void Memory_ElementWrittenOver_IsNotReadInPart()
    {
        var points = new SymbolicPoints(5);
        var memory = new SymbolicMemory(points);
        memory.Write(0x100, 4, 11);
        memory.Write(0x104, 4, 12);
        memory.Write(0x101, 1, 13);

        memory.Read(0x101, 1).ShouldBe(13UL);
        memory.Read(0x104, 4).ShouldBe(12UL);
        memory.Read(0x100, 4).ShouldNotBe(11UL);
        memory.Read(0x102, 1).ShouldNotBe(11UL);
        memory.Read(0x200, 1).ShouldBe(memory.Read(0x200, 1));
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.013f)]
    [InlineData(3e-7f)]
    [InlineData(1f)]
    public void FunctionPrint_OneResultOtherThanBefore_IsAnotherFunction(float scale)
    {
        ulong print = FunctionPrint.OfInteger(x => QuantizeFunctions.ScaleToInt8(x, scale)).Hash;
        FunctionPrint.OfInteger(x => QuantizeFunctions.ScaleToInt8(x, scale)).Hash.ShouldBe(print);
        // Each step of the staircase stands in the print: one that comes one argument later is seen.
        int step = (int)MathF.Ceiling(99.9f / scale);
        while (QuantizeFunctions.ScaleToInt8(step + 1, scale) <= 100) step++;
        FunctionPrint.OfInteger(x => x == step + 1 ? 100 : QuantizeFunctions.ScaleToInt8(x, scale)).Hash.ShouldNotBe(print);
    }
}
