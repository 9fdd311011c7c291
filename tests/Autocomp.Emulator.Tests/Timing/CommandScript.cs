using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Timing;

/// <summary>Issues commands and fences on a timing model; the n-th of them, from 1, stands on line n.</summary>
internal sealed class CommandScript
{
    public const uint Accumulator = 0x8000_0000;
    private const ulong Code = 0x1_0000;
    private const ulong Ram = 0x8001_0000;
    private readonly List<(int Funct, ulong Rs1, ulong Rs2)> _steps = [];

    /// <summary>Weight-stationary, strides of 64 bytes.</summary>
    public CommandScript Configure() => Add(0, 0x3f80_0000_0001_0004, 0x1_0000_0000_0000).Add(0, 0x3f80_0000_0010_0101, 64).Add(0, 2, 64);

    public CommandScript Mvin(uint row, int rows = 16, int columns = 16, ulong offset = 0) => Add(2, Ram + offset, Rows(row, rows, columns));

    public CommandScript Mvout(uint row, ulong offset = 0x8000) => Add(3, Ram + offset, Rows(row, 16, 16));

    public CommandScript Multiply(uint a, uint weights, uint result) =>
        Add(6, Rows(weights, 16, 16), Rows(result, 16, 16)).Add(4, Rows(a, 16, 16), Rows(uint.MaxValue, 16, 16));

    public CommandScript Fence() => Add(-1, 0, 0);

    public CommandScript Add(int funct, ulong rs1, ulong rs2)
    {
        _steps.Add((funct, rs1, rs2));
        return this;
    }

    /// <summary>Runs the script on a model whose caches are cold.</summary>
    public KernelProfile Run(TimelineOptions? timeline = null)
    {
        var model = new TimingModel(TargetPresets.Int8);
        model.Begin(timeline);
        for (var i = 0; i < _steps.Count; i++)
        {
            var (funct, rs1, rs2) = _steps[i];
            var pc = Code + (4UL * (ulong)i);
            if (funct < 0)
            {
                model.Fence(pc);
            }
            else
            {
                model.Command(new DecodedInstruction(Opcode.Command, 0, 5, 6, 0, 4, 3, funct, 0), rs1, rs2, pc);
            }
        }

        return model.Finish(pc => pc < Code ? null : new SourceLine("schedule.cs", (int)((pc - Code) / 4) + 1));
    }

    private static ulong Rows(uint address, int rows, int columns) => ((ulong)rows << 48) | ((ulong)columns << 32) | address;
}
