using System.Collections.Immutable;
using System.Globalization;
using Autocomp.Backend.CodeGeneration;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;
using Autocomp.Frontend.Schedules;
using Autocomp.Frontend.Tree;

namespace Autocomp.Search.Tests.Verification.Mutation;

/// <summary>Says whether a schedule differs from its C# method, by brute force: many inputs of its own at three layouts, each on a fresh machine with other garbage in it.</summary>
/// <remarks>It knows neither trials nor tolerances nor any other rule of the verifier: a fault or one other byte is a difference. Floats are small whole numbers, of which every sum is exact.</remarks>
/// <param name="kernel">The kernel.</param>
internal sealed class InputJudge(MutationKernel kernel) : IDisposable
{
    private const int Layouts = 3;

    private readonly KernelRunner _runner = new(kernel.Target);
    private readonly ImmutableArray<KernelParameter> _parameters = [.. kernel.Kernel.AbiParameters];
    private readonly Dictionary<int, ImmutableArray<KernelArgument>> _expected = [];

    /// <summary>The first difference.</summary>
    /// <param name="text">The schedule.</param>
    /// <param name="inputs">How many inputs to try.</param>
    /// <returns>What differs; <c>does not compile</c> with the reason; or null.</returns>
    public string? Difference(string text, int inputs)
    {
        ScheduleResult parsed = ScheduleFrontend.Analyze(text, "schedule.cs", kernel.Kernel);
        if (parsed.Tree is null) return "does not compile: the front end refuses it";
        CompileResult compiled = ScheduleCompiler.Compile(parsed.Tree, kernel.Target, new CompileOptions());
        if (compiled.Schedule is not { } schedule) return "does not compile: " + compiled.Error;
        for (int n = 0; n < inputs; n++)
        {
            ImmutableArray<KernelArgument> arguments = Inputs(n);
            _runner.Reset();
            ulong layout = 77_000 + (ulong)(n % Layouts);
            KernelRunResult run = _runner.Run(schedule.Elf.AsMemory(), schedule.Symbol, arguments, new KernelRunOptions { LayoutSeed = layout, PoisonSeed = (ulong)n + 5, MaxInstructions = 20_000_000 }, CancellationToken.None);
            if (run.Fault is { } fault) return string.Create(CultureInfo.InvariantCulture, $"input {n}: {fault.Kind}");
            ImmutableArray<KernelArgument> expected = Expected(n);
            for (int i = 0; i < _parameters.Length; i++)
            {
                if (arguments[i] is not KernelArgument.Tensor tensor) continue;
                byte[] wanted = ((KernelArgument.Tensor)expected[i]).Data;
                if (FirstDifference(tensor.Data, wanted, _parameters[i].Scalar) is { } at) return string.Create(CultureInfo.InvariantCulture, $"input {n}: byte {at} of {_parameters[i].Name}");
            }
        }

        return null;
    }

    public void Dispose() => _runner.Dispose();

    // The order of a sum decides the sign of a zero, which is no difference of value.
    private static int? FirstDifference(byte[] data, byte[] wanted, ScalarType type)
    {
        int at = data.AsSpan().CommonPrefixLength(wanted);
        for (int element = at / 4 * 4; type == ScalarType.Float32 && element < data.Length; element += 4)
        {
            if (BitConverter.ToSingle(data, element) != BitConverter.ToSingle(wanted, element)) return element;
            at = data.Length;
        }

        return at < data.Length ? at : null;
    }

    private ImmutableArray<KernelArgument> Expected(int n)
    {
        if (_expected.TryGetValue(n, out ImmutableArray<KernelArgument> known)) return known;
        ImmutableArray<KernelArgument> arguments = Inputs(n);
        kernel.Method.Run(arguments);
        return _expected[n] = arguments;
    }

    private ImmutableArray<KernelArgument> Inputs(int n)
    {
        Random random = new(31 * n + 1);
        return [.. _parameters.Select(p => Argument(p, n, random))];
    }

    private static KernelArgument Argument(KernelParameter parameter, int n, Random random)
    {
        if (parameter.Kind != ParameterKind.Tensor)
        {
            (double low, double high) = parameter.Range is { } range ? (range.Low, range.High) : (0, 1);
            // Scales that matter are far below one.
            double value = low + ((high - low) * (n % 4 == 0 ? random.NextDouble() : Math.Pow(random.NextDouble(), 8)));
            return parameter.Scalar switch
            {
                ScalarType.Float32 => new KernelArgument.Single((float)value),
                ScalarType.Float64 => new KernelArgument.Double(value),
                _ => new KernelArgument.Integer((long)value),
            };
        }

        byte[] data = new byte[parameter.Bytes];
        TensorAccess access = parameter.Direction switch { ParameterDirection.In => TensorAccess.In, ParameterDirection.Out => TensorAccess.Out, _ => TensorAccess.InOut };
        if (access == TensorAccess.Out) random.NextBytes(data);
        else Fill(data, parameter.Scalar, n % 4, random);
        return new KernelArgument.Tensor(data, access);
    }

    private static void Fill(byte[] data, ScalarType type, int kind, Random random)
    {
        int amplitude = kind switch { 0 => 128, 1 => 3, 2 => 20, _ => 128 };
        for (int i = 0; i < data.Length / Bytes(type); i++)
        {
            int value = kind == 3 && random.Next(4) > 0 ? 0 : random.Next(-amplitude, amplitude);
            Span<byte> place = data.AsSpan(i * Bytes(type));
            if (type == ScalarType.Float32) BitConverter.TryWriteBytes(place, (float)(value % 3));
            else if (type == ScalarType.Int32) BitConverter.TryWriteBytes(place, value * 50);
            else place[0] = (byte)value;
        }
    }

    private static int Bytes(ScalarType type) => type is ScalarType.Float32 or ScalarType.Int32 ? 4 : 1;
}
