using Autocomp.Isa;
using FsCheck;
using FsCheck.Fluent;

namespace Autocomp.Emulator.Tests.Loading;

/// <summary>Whatever the bytes are: a sentence or a run, never a crash, a hang or another exception.</summary>
public sealed class DamagedFileTests
{
    private static readonly byte[][] Objects =
    [
        ObjectLinkerTests.TestFile("relocations.o"), ObjectLinkerTests.TestFile("lines-v4.o"), ObjectLinkerTests.TestFile("lines-v5.o"), ObjectLinkerTests.TestFile("gcc-pie.o"),
    ];

    [Fact]
    public void Run_ObjectWithChangedBytes_GivesAResultOrASentence()
    {
        using var runner = new KernelRunner(TargetPresets.Int8);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Damage(), damage => Survives(runner, damage.Apply(Objects))));
    }

    [Fact]
    public void Run_ObjectCutAnywhere_GivesAResultOrASentence()
    {
        using var runner = new KernelRunner(TargetPresets.Int8);
        foreach (byte[] whole in Objects)
        {
            for (int length = 0; length < whole.Length; length += 3) Survives(runner, whole[..length]).ShouldBeTrue();
        }
    }

    [Fact]
    public void Run_ProgramWithChangedBytes_GivesAResultOrASentence()
    {
        byte[] program = TestProgram.Build(0x8000_0000, 0x8000_1000, Assembler.Addi(Assembler.T0, 0, 1), Assembler.Jal(0, 0));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Damage(), damage => Survives(() => ProgramRunner.Run(
            damage.Apply([program]), TargetPresets.Int8, new ProgramOptions { MaxInstructions = 1000, MaxMemoryBytes = 1 << 24 }, TestContext.Current.CancellationToken))));
    }

    private static bool Survives(KernelRunner runner, byte[] elf) => Survives(() =>
    {
        KernelArgument.Tensor tensor = new(new byte[64], TensorAccess.InOut);
        runner.Run(elf, "sum", [tensor], new KernelRunOptions { MaxInstructions = 1000 }, TestContext.Current.CancellationToken);
    }) && Survives(() => _ = ObjectLinker.Link(elf, KernelLayout.CodeBase).Lines.Rows.Length);

    private static bool Survives(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (BadImageFormatException exception)
        {
            return exception.Message.Length > 20;
        }
    }

    /// <summary>Some bytes of one file changed; header and table fields more often than others.</summary>
    private static Arbitrary<Damage> Damage() => Gen.Choose(0, int.MaxValue).Two()
        .SelectMany(pair => Gen.Choose(1, 6), (pair, count) => new Damage(pair.Item1, pair.Item2, count)).ToArbitrary();
}

/// <summary>Changes to a file, as a pure function of two numbers.</summary>
public sealed record Damage(int File, int Seed, int Count)
{
    private static readonly byte[] Interesting = [0, 1, 2, 4, 8, 0x7f, 0x80, 0xff];

    public byte[] Apply(byte[][] files)
    {
        byte[] bytes = [.. files[File % files.Length]];
        var random = new Random(Seed);
        for (int i = 0; i < Count; i++)
        {
            int at = random.Next(4) == 0 ? random.Next(64) : random.Next(bytes.Length);
            bytes[at] = random.Next(2) == 0 ? Interesting[random.Next(Interesting.Length)] : (byte)random.Next(256);
        }

        return bytes;
    }
}
