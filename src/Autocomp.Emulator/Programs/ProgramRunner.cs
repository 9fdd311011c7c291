using System.Collections.Immutable;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Runs static ELF executables on a bare machine: RAM from 0x80000000 to 4 GiB, console and exit by HTIF.</summary>
public static class ProgramRunner
{
    private const ulong RamBase = 0x8000_0000;
    private const ulong RamEnd = 0x1_0000_0000;
    private const int MostCycleReads = 10_000;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="elf">A static RV64 executable.</param>
    /// <param name="target">The machine to emulate.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <returns>What happened. A bad file is a <see cref="BadImageFormatException"/>.</returns>
    public static ProgramResult Run(ReadOnlyMemory<byte> elf, TargetDescription target, ProgramOptions options, CancellationToken cancellation = default)
    {
        ElfFile file = ElfFile.Read(elf);
        if (file.IsObject) throw new BadImageFormatException("The ELF file is a relocatable object; a linked, static executable is needed here.");
        if (file.Segments.IsEmpty) throw new BadImageFormatException("The ELF file has nothing to load.");
        using var machine = new Machine(target, options.Clock);
        machine.Reset(options.PoisonSeed);
        machine.Memory.ByteLimit = options.MaxMemoryBytes;
        machine.Faults.Policy = options.Policy;
        LineTable lines = LineTableReader.Read(file.Sections.Select(section => (section.Name, section.Bytes)));
        machine.Faults.LineOf = lines.Find;
        machine.Core.Pc = file.Entry;
        if (options.Timed) machine.Timing.Begin(options.Timeline);
        var reads = ImmutableArray.CreateBuilder<ulong>();
        RunOutcome outcome = TryLoad(machine, file, options) ?? machine.Run(
            new RunOptions
            {
                Timed = options.Timed,
                MaxInstructions = options.MaxInstructions,
                TimeLimit = options.TimeLimit,
                CycleRead = value =>
                {
                    if (reads.Count < MostCycleReads) reads.Add(value);
                },
            },
            cancellation);
        options.Console.Flush();

        // Draining may take as long as what met the limit.
        bool timed = options.Timed && outcome.Fault?.Kind != FaultKind.TimeLimit;
        return new ProgramResult(
            outcome.Stop == StopReason.Exit ? outcome.ExitCode : null,
            outcome.Fault,
            machine.Faults.Noticed,
            machine.Faults.NoticedMore,
            machine.Core.Retired,
            machine.Accelerator.Commands,
            machine.Accelerator.Macs,
            reads.ToImmutable(),
            timed ? machine.Timing.Finish(lines.Find) : null,
            timed ? new FunctionTable(file).Sum(machine.Timing.ByProgramCounter) : []);
    }

    /// <summary>Loads the program; gives the outcome when it does not even fit.</summary>
    private static RunOutcome? TryLoad(Machine machine, ElfFile file, ProgramOptions options)
    {
        try
        {
            Load(machine, file, options.Policy);
            ConnectHost(machine, file, options.Console);
            return null;
        }
        catch (InsufficientMemoryException exception)
        {
            return new RunOutcome(StopReason.Fault, new Fault(FaultKind.MemoryLimit, exception.Message, file.Entry));
        }
    }

    private static void Load(Machine machine, ElfFile file, Policy policy)
    {
        ElfSegment[] segments = [.. file.Segments.OrderBy(segment => segment.Address)];
        try
        {
            if (policy == Policy.Permissive)
            {
                machine.Memory.Map(new MemoryRegion("RAM", RamBase, RamEnd - RamBase, true, InitialContent.Zero));
                foreach (ElfSegment segment in segments.Where(segment => segment.Address < RamBase || segment.Address >= RamEnd)) MapSegment(machine.Memory, segment, writable: true);
            }
            else MapStrictly(machine.Memory, segments);
        }
        catch (ArgumentException exception)
        {
            throw new BadImageFormatException($"The program cannot be loaded: {exception.Message}", exception);
        }

        foreach (ElfSegment segment in segments)
        {
            if (!machine.Memory.Find(segment.Address)!.Contains(segment.Address, segment.Size))
                throw new BadImageFormatException($"The program cannot be loaded: its segment at 0x{segment.Address:x} of {segment.Size} bytes is not all inside the machine's memory.");
            machine.Memory.Initialize(segment.Address, segment.Bytes.Span);
        }
    }

    /// <summary>Segments with their own rights, the rest of RAM as poison.</summary>
    private static void MapStrictly(Memory memory, ElfSegment[] segments)
    {
        ulong next = RamBase;
        foreach (ElfSegment segment in segments)
        {
            MapSegment(memory, segment, segment.Writable);
            if (segment.Address > next && segment.Address < RamEnd) memory.Map(new MemoryRegion("RAM", next, segment.Address - next, true, InitialContent.Poison));
            next = Math.Max(next, segment.Address + segment.Size);
        }

        if (next < RamEnd) memory.Map(new MemoryRegion("RAM", next, RamEnd - next, true, InitialContent.Poison));
    }

    private static void MapSegment(Memory memory, ElfSegment segment, bool writable) =>
        memory.Map(new MemoryRegion($"segment at 0x{segment.Address:x}", segment.Address, segment.Size, writable, InitialContent.Zero));

    private static void ConnectHost(Machine machine, ElfFile file, TextWriter console)
    {
        ulong? toHost = Symbol(file, "tohost") ?? file.Sections.FirstOrDefault(section => section.Name == ".tohost")?.Address;
        if (toHost is not { } address || machine.Memory.Find(address) is null) return;
        var host = new HostInterface(machine.Memory, console, address, Symbol(file, "fromhost"));
        machine.Memory.SetDoorbell(address, host.Ring);
    }

    private static ulong? Symbol(ElfFile file, string name)
    {
        foreach (ElfSymbol symbol in file.Symbols)
        {
            if (symbol.Name == name && symbol.Section != ElfSymbol.Undefined) return symbol.Value;
        }

        return null;
    }
}
