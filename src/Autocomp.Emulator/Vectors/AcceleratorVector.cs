using System.Text.Json;

namespace Autocomp.Emulator;

/// <summary>One golden vector of the accelerator: memory before, commands, memory after.</summary>
internal static class AcceleratorVector
{
    private const ulong Base = 0x8010_0000;
    private const ulong End = 0x9000_0000;

    /// <summary>Runs a case. Null when all matches, else the first difference or the fault.</summary>
    /// <param name="machine">A machine of the case's target.</param>
    /// <param name="test">The case.</param>
    /// <param name="policy">How suspicious the machine is.</param>
    /// <param name="refusal">The fault, when that ended the case.</param>
    public static string? Run(Machine machine, JsonElement test, Policy policy, out Fault? refusal)
    {
        refusal = null;
        machine.Reset(1);
        machine.Faults.Policy = policy;
        machine.Memory.Map(new MemoryRegion("memory", Base, End - Base, true, InitialContent.Zero));
        var expected = new Dictionary<ulong, byte[]>();
        foreach (JsonElement segment in test.GetProperty("mem").EnumerateArray())
        {
            byte[] bytes = VectorJson.Bytes(segment, "hex");
            expected[VectorJson.Hex(segment, "addr")] = bytes;
            machine.Memory.Initialize(VectorJson.Hex(segment, "addr"), bytes);
        }

        foreach (JsonElement segment in test.GetProperty("expect").EnumerateArray())
        {
            expected[VectorJson.Hex(segment, "addr")] = VectorJson.Bytes(segment, "hex");
        }

        try
        {
            ulong pc = 0;
            foreach (JsonElement command in test.GetProperty("cmds").EnumerateArray())
            {
                machine.Accelerator.Execute(command[0].GetInt32(), VectorJson.Hex(command[1]), VectorJson.Hex(command[2]), pc);
                pc += 4;
            }
        }
        catch (FaultException fault)
        {
            refusal = fault.Fault;
            return $"{refusal.Kind}: {refusal.Message}";
        }

        machine.Accelerator.Fence();
        return Compare(machine, expected);
    }

    private static string? Compare(Machine machine, Dictionary<ulong, byte[]> expected)
    {
        foreach ((ulong address, byte[] bytes) in expected)
        {
            byte[] actual = new byte[bytes.Length];
            machine.Memory.Inspect(address, actual);
            int at = actual.AsSpan().CommonPrefixLength(bytes);
            if (at < bytes.Length) return $"byte 0x{address + (ulong)at:x} is {actual[at]:x2}, expected {bytes[at]:x2}";
        }

        return null;
    }
}
