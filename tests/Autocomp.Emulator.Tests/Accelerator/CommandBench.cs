using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Accelerator;

/// <summary>A strict machine with three tensors, on which tests issue commands by intrinsic name.</summary>
internal sealed class CommandBench : IDisposable
{
    public const ulong Input = 0x8000_0000;
    public const ulong Other = 0x8001_0000;
    public const ulong Output = 0x8002_0000;
    public const uint Acc = LocalAddress.AccumulatorBit;
    public const uint Add = LocalAddress.AccumulatorBit | LocalAddress.AccumulateBit;
    public const uint Garbage = uint.MaxValue;
    private const ulong Size = 0x4000;
    private ulong _pc = 0x1000;

    public CommandBench(TargetDescription? target = null, Policy policy = Policy.Strict)
    {
        Machine = new Machine(target ?? TargetPresets.Int8R2025);
        Machine.Reset(1);
        Machine.Faults.Policy = policy;
        Machine.Memory.Map(new MemoryRegion("input", Input, Size, false, InitialContent.Zero));
        Machine.Memory.Map(new MemoryRegion("other", Other, Size, true, InitialContent.Zero));
        Machine.Memory.Map(new MemoryRegion("output", Output, Size, true, InitialContent.Poison));
    }

    /// <summary>A strict machine with one writable memory.</summary>
    public CommandBench(ulong address, byte[] memory)
    {
        Machine = new Machine(TargetPresets.Int8R2025);
        Machine.Reset(1);
        Machine.Memory.Map(new MemoryRegion("memory", address, (ulong)memory.Length, true, InitialContent.Zero));
        Machine.Memory.Initialize(address, memory);
    }

    public Machine Machine { get; }

    /// <summary>Sets every plain configuration to the usual values.</summary>
    public CommandBench Configured()
    {
        Issue("ConfigEx", ("dataflow", 1));
        for (ulong state = 0; state < 3; state++) Issue("ConfigLd", ("state", state), ("stride", 64));
        Issue("ConfigSt", ("stride", 64));
        return this;
    }

    /// <summary>Issues an intrinsic at the next pc.</summary>
    public ulong Issue(string intrinsic, params (string Name, ulong Value)[] arguments)
    {
        Command command = CommandTable.FindIntrinsic(intrinsic, Machine.Target.Revision)
            ?? throw new ArgumentException($"{Machine.Target.Name} has no {intrinsic}.");
        EncodedCommand encoded = CommandEncoder.Encode(command, arguments.ToDictionary(a => a.Name, a => a.Value), Machine.Target.Dim);
        return Raw(encoded.Funct7, encoded.Rs1, encoded.Rs2);
    }

    public ulong Raw(int funct7, ulong rs1, ulong rs2) => Machine.Accelerator.Execute(funct7, rs1, rs2, _pc += 4);

    public void Mvin(ulong source, uint local, int cols = 16, int rows = 16, string intrinsic = "Mvin") =>
        Issue(intrinsic, ("source", source), ("local", local), ("cols", (ulong)cols), ("rows", (ulong)rows));

    public void Mvout(ulong destination, uint local, int cols = 16, int rows = 16) =>
        Issue("Mvout", ("destination", destination), ("local", local), ("cols", (ulong)cols), ("rows", (ulong)rows));

    public void Preload(uint weights, uint result, int size = 16) => Issue(
        "Preload", ("weights", weights), ("result", result), ("weightsCols", (ulong)size), ("weightsRows", (ulong)size), ("resultCols", (ulong)size), ("resultRows", (ulong)size));

    public void Compute(uint a, uint d = Garbage, bool preloaded = true, int size = 16) => Issue(
        preloaded ? "ComputePreloaded" : "ComputeAccumulated", ("a", a), ("d", d), ("aCols", (ulong)size), ("aRows", (ulong)size), ("dCols", (ulong)size), ("dRows", (ulong)size));

    /// <summary>A load or store of the core, judged as the interpreter does.</summary>
    public void CoreAccess(ulong address, ulong value, int length, bool write)
    {
        Memory memory = Machine.Memory;
        if (memory.IsWatched(address, write) && memory.Watcher!.OnCoreAccess(address, length, write, _pc += 4) is { } race) Machine.Faults.Report(race);
        if (write) memory.TryWrite(address, BitConverter.GetBytes(value).AsSpan(0, length));
    }

    /// <summary>The fault that an action ends in.</summary>
    public static Fault Fault(Action action) => Should.Throw<FaultException>(action).Fault;

    public void Dispose() => Machine.Dispose();
}
