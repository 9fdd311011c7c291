using System.Text.Json;

namespace Autocomp.Emulator;

/// <summary>One golden vector of the core: sets the state, runs to the final breakpoint, compares everything.</summary>
internal static class CoreVector
{
    /// <summary>Runs a case. Null when all matches, else the first difference.</summary>
    public static string? Run(Machine machine, JsonElement test)
    {
        machine.Reset(1);
        machine.Faults.Policy = Policy.Permissive;
        ulong codeAddress = VectorJson.Hex(test, "code_addr");
        ulong dataAddress = VectorJson.Hex(test, "data_addr");
        byte[] code = VectorJson.Bytes(test, "code");
        machine.Memory.Map(new MemoryRegion("code", codeAddress, (ulong)code.Length, false, InitialContent.Zero));
        machine.Memory.Map(new MemoryRegion("data", dataAddress, 512, true, InitialContent.Zero));
        machine.Memory.Initialize(codeAddress, code);
        machine.Memory.Initialize(dataAddress, VectorJson.Bytes(test, "data"));
        CoreState core = machine.Core;
        core.FloatEnabled = true;
        for (int i = 0; i < 32; i++)
        {
            core.SetX(i, VectorJson.Hex(test.GetProperty("x")[i]));
            core.SetF(i, VectorJson.Hex(test.GetProperty("f")[i]));
        }

        core.Flags = (int)VectorJson.Hex(test, "fcsr") & 31;
        core.RoundingMode = (int)VectorJson.Hex(test, "fcsr") >> 5;
        core.Control.Scratch = VectorJson.Hex(test, "mscratch");
        core.Pc = codeAddress;
        RunOutcome outcome = machine.Run(new RunOptions { MaxInstructions = 10_000_000 });
        if (outcome.Fault?.Kind != FaultKind.KernelTrap) return $"ended by {outcome.Fault?.Message ?? outcome.Stop.ToString()}";
        return Compare(machine, test.GetProperty("expect"), dataAddress);
    }

    private static string? Compare(Machine machine, JsonElement expect, ulong dataAddress)
    {
        CoreState core = machine.Core;
        if (core.Pc != VectorJson.Hex(expect, "pc")) return $"pc {core.Pc:x}";
        if (core.Retired != expect.GetProperty("retired").GetInt64()) return $"retired {core.Retired}";
        for (int i = 0; i < 32; i++)
        {
            if (core.GetX(i) != VectorJson.Hex(expect.GetProperty("x")[i])) return $"x{i} {core.GetX(i):x}, expected {expect.GetProperty("x")[i]}";
            if (core.GetF(i) != VectorJson.Hex(expect.GetProperty("f")[i])) return $"f{i} {core.GetF(i):x}, expected {expect.GetProperty("f")[i]}";
        }

        ulong fcsr = (ulong)(core.RoundingMode << 5 | core.Flags);
        if (fcsr != VectorJson.Hex(expect, "fcsr")) return $"fcsr {fcsr:x}, expected {expect.GetProperty("fcsr")}";
        if (core.Control.Scratch != VectorJson.Hex(expect, "mscratch")) return $"mscratch {core.Control.Scratch:x}";
        byte[] data = new byte[512];
        machine.Memory.Inspect(dataAddress, data);
        byte[] expected = VectorJson.Bytes(expect, "data");
        int at = data.AsSpan().CommonPrefixLength(expected);
        return at == 512 ? null : $"data[{at}] {data[at]:x2}, expected {expected[at]:x2}";
    }
}
