using Autocomp.Emulator.Timing;

namespace Autocomp.Emulator.Tests.Timing;

public class MulDivUnitTests
{
    [Theory]
    [InlineData(Opcode.Mul, 5UL, 2)]
    [InlineData(Opcode.Mul, 0x1000UL, 3)]
    [InlineData(Opcode.Mul, ulong.MaxValue, 8)]
    [InlineData(Opcode.Mulhu, 5UL, 8)]
    [InlineData(Opcode.Mulw, ulong.MaxValue, 4)]
    public void MultiplyCycles_ByWidthOfRs1_EndEarly(Opcode opcode, ulong rs1, int cycles) => MulDivUnit.MultiplyCycles(opcode, rs1).ShouldBe(cycles);

    [Theory]
    [InlineData(7UL, 3UL, 4)]
    [InlineData(5UL, 1000UL, 60)]
    [InlineData(9UL, 0UL, 65)]
    public void DivideCycles_ByQuotient_EndEarly(ulong rs1, ulong rs2, int cycles) => MulDivUnit.DivideCycles(Opcode.Divu, rs1, rs2).ShouldBe(cycles);
}
