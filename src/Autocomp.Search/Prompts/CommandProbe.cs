using Autocomp.Emulator;
using Autocomp.Isa;

namespace Autocomp.Search.Prompts;

/// <summary>Plays short sequences of commands and core instructions on a target's timing model, without values.</summary>
/// <param name="target">The machine.</param>
internal sealed class CommandProbe(TargetDescription target)
{
    /// <summary><c>addi a0, a0, 1</c>.</summary>
    public const uint Addition = 0x0015_0513;

    private const uint CommandWithOperands = 0x00B5_307B;
    private const int WarmUps = 8;
    private const int Funct7Bit = 25;
    private const ulong Code = 0x1_0000;
    private const ulong Data = 0x10_0000;

    /// <summary>What is touched instead of the data so that the cache does not hold it, away from it by more than the probes touch.</summary>
    private const ulong OtherData = 0x80_0000;

    private readonly TimingModel model = new(target);

    /// <summary>Cycles of the last sequence from the issue of its last command to its end.</summary>
    public long AfterLastIssue { get; private set; }

    /// <summary>A command that is an argument of <see cref="Cycles"/>. A pointer is an offset into the data.</summary>
    /// <param name="intrinsic">Its intrinsic.</param>
    /// <param name="arguments">Field bits by name.</param>
    public EncodedCommand Command(string intrinsic, params (string Field, ulong Value)[] arguments)
    {
        Command row = CommandTable.FindIntrinsic(intrinsic, target.Revision) ?? throw new ArgumentException($"{target.Name} has no {intrinsic}.", nameof(intrinsic));
        return CommandEncoder.Encode(row, arguments.ToDictionary(a => a.Field, a => a.Value + (row.Field(a.Field)!.Type == FieldType.Pointer ? Data : 0), StringComparer.Ordinal), target.Dim);
    }

    /// <summary>Cycles of a sequence with a fence behind it; the core has the code in its cache.</summary>
    /// <param name="commands">The sequence.</param>
    /// <param name="cold">Whether the data is in memory only, rather than in the shared cache.</param>
    public long Cycles(IReadOnlyList<EncodedCommand> commands, bool cold = false)
    {
        model.Reset();
        Play(commands, cold ? OtherData : 0);
        model.Begin();
        long begin = (long)model.Cycle;
        Play(commands, 0);
        long cycles = model.Finish(_ => null).Cycles;
        AfterLastIssue += begin + cycles;
        return cycles;
    }

    /// <summary>Cycles of core instructions at ascending addresses and one more behind them, when caches and predictors know them.</summary>
    /// <param name="passes">How often control goes through them before it goes on.</param>
    /// <param name="instructions">The instructions, by their bits, with the value of rs1.</param>
    public long CoreCycles(int passes, params (uint Bits, ulong Rs1)[] instructions)
    {
        model.Reset();
        for (int n = 0; n < WarmUps; n++) PlayCore(passes, instructions);
        model.Begin();
        PlayCore(passes, instructions);
        return model.Finish(_ => null).Cycles;
    }

    private void Play(IReadOnlyList<EncodedCommand> commands, ulong offset)
    {
        ulong pc = Code;
        foreach (EncodedCommand command in commands)
        {
            bool hasPointer = command.Rs1 >= Data && CommandTable.Find(command.Funct7, command.Rs1, target.Revision) is { } row && row.Fields.Any(f => f.Type == FieldType.Pointer);
            DecodedInstruction instruction = InstructionDecoder.Decode(CommandWithOperands | ((uint)command.Funct7 << Funct7Bit));
            model.Command(instruction, command.Rs1 + (hasPointer ? offset : 0), command.Rs2, pc);
            pc += 4;
        }

        AfterLastIssue = -(long)model.Cycle;
        model.Fence(pc);
    }

    private void PlayCore(int passes, (uint Bits, ulong Rs1)[] instructions)
    {
        for (int pass = 0; pass < passes; pass++)
        {
            for (int n = 0; n < instructions.Length; n++)
            {
                DecodedInstruction instruction = InstructionDecoder.Decode(instructions[n].Bits);
                bool isLast = n == instructions.Length - 1;
                ulong pc = Code + ((ulong)n * 4);
                model.Retire(new RetiredInstruction(in instruction, pc, isLast && pass < passes - 1 ? Code : pc + 4, Data, instructions[n].Rs1, 3));
            }
        }

        DecodedInstruction last = InstructionDecoder.Decode(Addition);
        ulong behind = Code + ((ulong)instructions.Length * 4);
        model.Retire(new RetiredInstruction(in last, behind, behind + 4, 0, 0, 0));
    }
}
