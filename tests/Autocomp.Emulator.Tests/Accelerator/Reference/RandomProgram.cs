using Autocomp.Isa;

namespace Autocomp.Emulator.Tests.Accelerator.Reference;

/// <summary>A random command stream over a small memory, issued to any number of machines alike.</summary>
internal sealed class RandomProgram
{
    public const ulong Base = 0x8000_0000;
    public const int Size = 1 << 14;
    private const int Slots = 6;
    private readonly List<Action<CommandBench?, ReferenceMachine?>> _steps = [];
    private readonly Random _random;
    private bool _weights = true;
    private bool _loaded;

    public RandomProgram(int seed)
    {
        _random = new Random(seed);
        Memory = new byte[Size];
        _random.NextBytes(Memory);
        Prologue();
        int length = _random.Next(4, 16);
        for (int i = 0; i < length; i++) AddStep();
        AddFence();
    }

    public byte[] Memory { get; }

    /// <summary>Issues all steps, and does something after each.</summary>
    public void Issue(CommandBench bench, Action? each = null) => _steps.ForEach(step =>
    {
        step(bench, null);
        each?.Invoke();
    });

    public ReferenceMachine Reference()
    {
        var machine = new ReferenceMachine(Base, Memory);
        _steps.ForEach(step => step(null, machine));
        return machine;
    }

    /// <summary>Configures everything and writes every slot of both local memories, so that no poison is in play.</summary>
    private void Prologue()
    {
        AddConfigExecute();
        for (int state = 0; state < 3; state++) AddConfigLoad(state, scale: 1f, shrunk: true);
        AddConfigStore();
        for (int slot = 0; slot < Slots + 4; slot++)
        {
            AddMvin(0, Base + (ulong)(slot * 64), (uint)(slot * 16), 16, 16);
            AddMvin(1, Base + (ulong)(slot * 64), CommandBench.Acc | (uint)(slot * 16), 16, 16);
        }

        AddFence();
        for (int state = 0; state < 3; state++) AddConfigLoad(state, Pick(1f, 0.5f, 3f), Chance(2));
    }

    private void AddStep()
    {
        switch (_random.Next(11))
        {
            case 10:
                AddCoreAccess(Address(), Chance(2));
                break;
            case 0:
                AddFence();
                break;
            case 1:
                AddConfigLoad(_random.Next(3), Pick(1f, 0.25f, -2f), Chance(2));
                break;
            case 2:
                if (Chance(2)) AddConfigStore();
                else AddConfigExecute();
                break;
            case 3 or 4 or 5:
                uint local = Chance(2) ? Slot(4) : (Chance(3) ? CommandBench.Add : CommandBench.Acc) | Slot(4);
                AddMvin(_random.Next(3), Address(), local, local >> 31 == 1 ? _random.Next(1, 17) : Pick(16, 16, 48, _random.Next(1, 33)), _random.Next(1, 17));
                break;
            case 6 or 7:
                uint source = Pick(Slot(4), CommandBench.Acc | Slot(4), CommandBench.Acc | LocalAddress.FullWidthBit | Slot(4));
                AddMvout(Address(), source, source >> 29 == 5 ? _random.Next(1, 17) : _random.Next(1, 33), _random.Next(1, 17));
                break;
            default:
                AddCompute();
                break;
        }
    }

    private void AddCoreAccess(ulong address, bool write)
    {
        int length = Pick(1, 2, 4, 8);
        address &= ~(ulong)(length - 1);
        ulong value = (ulong)_random.NextInt64();
        _steps.Add((bench, reference) =>
        {
            bench?.CoreAccess(address, value, length, write);
            reference?.CoreAccess(address, value, length, write);
        });
    }

    private void AddFence() => _steps.Add((bench, reference) =>
    {
        bench?.Machine.Accelerator.Fence();
        reference?.Fence();
    });

    private void AddConfigLoad(int state, float scale, bool shrunk)
    {
        long stride = Pick(64, 64, 16, 48, 0);
        _steps.Add((bench, reference) =>
        {
            bench?.Issue("ConfigLd", ("state", (ulong)state), ("stride", (ulong)stride), ("scale", BitConverter.SingleToUInt32Bits(scale)), ("shrunk", shrunk ? 1UL : 0), ("blockStride", 16));
            reference?.ConfigLoad(state, stride, scale, 16, shrunk);
        });
    }

    private void AddConfigStore()
    {
        int stride = Pick(64, 64, 80);
        float scale = Pick(1f, 0.01f, 0.3f);
        bool relu = Chance(3);
        _steps.Add((bench, reference) =>
        {
            bench?.Issue("ConfigSt", ("stride", (ulong)stride), ("scale", BitConverter.SingleToUInt32Bits(scale)), ("activation", relu ? 1UL : 0));
            reference?.ConfigStore(stride, scale, relu);
        });
    }

    private void AddConfigExecute()
    {
        bool weights = _weights = !Chance(3);
        _loaded = false;
        bool transposeA = Chance(4);
        bool transposeB = weights ? !transposeA && Chance(4) : transposeA && Chance(2);
        bool relu = Chance(4);
        int aStride = Pick(1, 1, 2);
        int cStride = weights ? Pick(1, 1, 2) : 1;
        int shift = weights ? 0 : _random.Next(6);
        _steps.Add((bench, reference) =>
        {
            bench?.Issue(
                "ConfigEx", ("dataflow", weights ? 1UL : 0), ("activation", relu ? 1UL : 0), ("aStride", (ulong)aStride), ("cStride", (ulong)cStride),
                ("transposeA", transposeA ? 1UL : 0), ("transposeB", transposeB ? 1UL : 0), ("inShift", (ulong)shift));
            reference?.ConfigExecute(weights, transposeA, transposeB, relu, aStride, cStride, shift);
        });
    }

    private void AddMvin(int state, ulong source, uint local, int cols, int rows) => _steps.Add((bench, reference) =>
    {
        bench?.Mvin(source, local, cols, rows, state == 0 ? "Mvin" : $"Mvin{state + 1}");
        reference?.Mvin(state, source, local, cols, rows);
    });

    private void AddMvout(ulong destination, uint local, int cols, int rows) => _steps.Add((bench, reference) =>
    {
        bench?.Mvout(destination, local, cols, rows);
        reference?.Mvout(destination, local, cols, rows);
    });

    private void AddCompute()
    {
        (int m, int n, int k) = (_random.Next(1, 17), _random.Next(1, 17), _random.Next(1, 17));
        if (Chance(2)) (m, n, k) = (16, 16, 16);
        bool weights = _weights;
        bool keep = weights && _loaded && Chance(3);
        _loaded |= weights;
        uint a = Slot(1);
        uint? stationary = keep || Chance(4) ? null : Slot(1);
        uint? second = weights && !Chance(3) ? null : Slot(1);
        uint? result = weights ? Pick(CommandBench.Acc, CommandBench.Add, 0u) | Slot(1) : Slot(1);
        _steps.Add((bench, reference) =>
        {
            (int stationaryRows, int stationaryCols) = weights ? (k, n) : (m, n);
            (int secondRows, int secondCols) = weights ? (m, n) : (k, n);
            bench?.Issue(
                "Preload", ("weights", stationary ?? CommandBench.Garbage), ("result", result ?? CommandBench.Garbage), ("weightsCols", (ulong)stationaryCols),
                ("weightsRows", (ulong)stationaryRows), ("resultCols", (ulong)n), ("resultRows", (ulong)m));
            bench?.Issue(
                keep ? "ComputeAccumulated" : "ComputePreloaded", ("a", a), ("d", second ?? CommandBench.Garbage), ("aCols", (ulong)k), ("aRows", (ulong)m),
                ("dCols", (ulong)secondCols), ("dRows", (ulong)secondRows));
            reference?.Compute(!keep, (int?)stationary, result, (int)a, (int?)second, m, n, k);
        });
    }

    private ulong Address() => Base + (ulong)(_random.Next(8) * 1024 + Pick(0, 0, 16, 64, _random.Next(64)));

    private uint Slot(int unaligned) => (uint)(_random.Next(Slots) * 16 + (unaligned > 1 && Chance(unaligned) ? _random.Next(16) : 0));

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];
}
