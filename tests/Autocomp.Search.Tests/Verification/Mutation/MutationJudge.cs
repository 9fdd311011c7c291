using System.Globalization;
using Autocomp.Emulator.Tests.Accelerator.Reference;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>Says whether a schedule of the dense kernel differs from it, without any part of the verifier: the slow reference model in any legal order, on other contents of everything that a kernel must not rely on.</summary>
internal static class MutationJudge
{
    private const ulong Base = 0x10_0000;
    private const int Size = 1 << 14;
    private const int MaxColumns = 64, Dim = 16, ScratchpadRows = 16384, AccumulatorRows = 1024;
    private const int X = 0x400, W = 0x1400, Bias = 0x2400, Y = 0x3000;
    private const int Universes = 3;

    /// <summary>The first difference or fault that is found.</summary>
    /// <param name="text">The schedule.</param>
    /// <returns>What differs; <c>does not compile</c> with the reason; or null.</returns>
    public static string? Difference(string text)
    {
        for (int universe = 0; universe < Universes; universe++)
        {
            var random = new Random(900 + universe);
            float scale = universe == 0 ? 1f : 0.002f + 0.2f * (float)random.NextDouble();
            IReadOnlyList<object[]>? commands = RecordedCommands.Of(text, "Dense", [Base + X, Base + W, Base + Bias, Base + Y], scale, out string problem);
            if (commands is null) return problem;
            var memory = new byte[Size];
            random.NextBytes(memory);
            int amplitude = universe == 0 ? 3 : 128;
            for (int n = X; n < Bias; n++) memory[n] = (byte)(sbyte)random.Next(-amplitude, amplitude);
            for (int j = 0; j < DenseKernel.N; j++) BitConverter.TryWriteBytes(memory.AsSpan(Bias + 4 * j), random.Next(-2000, 2000));
            byte[] expected = Expect(memory, scale);
            Func<int, int>[] orders = [_ => 0, count => count - 1, random.Next, random.Next];
            foreach (Func<int, int> order in orders)
            {
                var machine = new ReferenceMachine(Base, memory, garbage: random.Next());
                try
                {
                    if (Issue(machine, commands) is { } fault) return fault;
                    if (machine.Epochs[^1].Count > 0) return "commands after the last fence may end after the return";
                    if (LegalOrders.HasRace(machine)) return "a race";
                    byte[] result = LegalOrders.Run(machine, order);
                    int at = result.AsSpan(Y, expected.Length).CommonPrefixLength(expected);
                    if (at < expected.Length) return string.Create(CultureInfo.InvariantCulture, $"y[{at}] is {(sbyte)result[Y + at]}, expected {(sbyte)expected[at]}");
                }
                catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException)
                {
                    return "an address outside the memory";
                }
            }
        }

        return null;
    }

    private static string? Issue(ReferenceMachine machine, IReadOnlyList<object[]> commands)
    {
        object[]? preload = null;
        foreach (object[] c in commands)
        {
            // Loads and stores may stand between the two: the execute unit does not see them.
            if (preload is not null && (string)c[0] is "Preload" or "ConfigEx" or "Fence") return "a preload without its compute";
            switch ((string)c[0])
            {
                case "Fence":
                    machine.Fence();
                    break;
                case "ConfigEx":
                    machine.ConfigExecute((bool)c[1], (bool)c[5], (bool)c[6], (bool)c[2], (int)c[3], (int)c[4], (int)c[7]);
                    break;
                case "ConfigLd":
                    // The field has two bits.
                    int state = (int)c[1] & 3;
                    if (state > 2) return "a load state that does not exist";
                    if ((int)c[6] != 1) return "pixel repeats, which the reference model does not know";
                    machine.ConfigLoad(state, (long)c[2], (float)c[3], (int)c[4] == 0 ? Dim : (int)c[4], (bool)c[5]);
                    break;
                case "ConfigSt":
                    if ((int)c[4] != 0) return "pooling, which the reference model does not know";
                    machine.ConfigStore((int)c[1], (float)c[2], (bool)c[3]);
                    break;
                case "Mvin":
                    if (Refuse((uint)c[3], (int)c[4], (int)c[5]) is { } refused) return refused;
                    machine.Mvin((int)c[1], (ulong)c[2], (uint)c[3], (int)c[4], (int)c[5]);
                    if (Outside(machine.Epochs[^1][^1])) return "a load outside the tensors";
                    break;
                case "Mvout":
                    if (Refuse((uint)c[2], (int)c[3], (int)c[4]) is { } bad) return bad;
                    machine.Mvout((ulong)c[1], (uint)c[2], (int)c[3], (int)c[4]);
                    if (Outside(machine.Epochs[^1][^1])) return "a store outside the result";
                    break;
                case "Preload":
                    preload = c;
                    break;
                default:
                    if (preload is null) return "a compute without its preload";
                    if (Compute(machine, preload, c) is { } wrong) return wrong;
                    preload = null;
                    break;
            }
        }

        return preload is null ? null : "a preload without its compute";
    }

    private static string? Compute(ReferenceMachine machine, object[] p, object[] c)
    {
        uint weights = (uint)p[1], result = (uint)p[2], a = (uint)c[2], d = (uint)c[3];
        int n = (int)p[5], m = (int)p[6], k = (int)c[4];
        // Without new weights their size means nothing.
        bool keeps = weights == uint.MaxValue && !(bool)c[1];
        if ((!keeps && ((int)p[3] != n || (int)p[4] != k)) || (int)c[5] != m) return "sizes that do not agree";
        foreach (int size in new[] { n, m, k })
        {
            if (size is < 1 or > Dim) return "a size outside the array";
        }

        if (a >= ScratchpadRows - Dim + 1 || (weights != uint.MaxValue && weights >= ScratchpadRows - Dim + 1)) return "an operand outside the scratchpad";
        if (d != uint.MaxValue && d >= ScratchpadRows) return "an addend outside the scratchpad";
        if (result != uint.MaxValue && Refuse(result, n, m) is { } refused) return refused;
        machine.Compute((bool)c[1], weights == uint.MaxValue ? null : (int)weights, result == uint.MaxValue ? null : result, (int)a, d == uint.MaxValue ? null : (int)d, m, n, k);
        return null;
    }

    private static string? Refuse(uint local, int cols, int rows)
    {
        if (rows is < 1 or > Dim || cols < 1 || cols > MaxColumns) return "a size that the command does not take";
        long last = (local & 0x1FFF_FFFF) + rows - 1 + (cols - 1) / Dim * Dim;
        return last >= (local >> 31 == 1 ? AccumulatorRows : ScratchpadRows) ? "a local row that does not exist" : null;
    }

    private static bool Outside(ReferenceOperation operation) =>
        operation.MemoryReads.Any(a => !Within(a, X, DenseKernel.M * DenseKernel.K) && !Within(a, W, DenseKernel.K * DenseKernel.N) && !Within(a, Bias, 4 * DenseKernel.N) && !Within(a, Y, DenseKernel.M * DenseKernel.N))
        || operation.MemoryWrites.Any(a => !Within(a, Y, DenseKernel.M * DenseKernel.N));

    private static bool Within(ulong address, int start, int length) => address >= Base + (ulong)start && address < Base + (ulong)(start + length);

    private static byte[] Expect(byte[] memory, float scale)
    {
        var y = new byte[DenseKernel.M * DenseKernel.N];
        for (int i = 0; i < DenseKernel.M; i++)
        {
            for (int j = 0; j < DenseKernel.N; j++)
            {
                int sum = BitConverter.ToInt32(memory, Bias + 4 * j);
                for (int p = 0; p < DenseKernel.K; p++) sum += (sbyte)memory[X + i * DenseKernel.K + p] * (sbyte)memory[W + p * DenseKernel.N + j];
                y[i * DenseKernel.N + j] = (byte)(sbyte)Math.Clamp((double)MathF.Round(sum * scale, MidpointRounding.ToEven), -128, 127);
            }
        }

        return y;
    }
}
