using System.Collections.Immutable;
using Autocomp.Backend.Lift;
using Autocomp.Emulator;
using Autocomp.Frontend.Kernels;

namespace Autocomp.Search.Verification;

/// <summary>Makes the inputs of a trial: a pure function of parameters, operation and trial.</summary>
public static class TrialData
{
    /// <summary>Changes whenever the same trial would give other inputs, so that stored expectations are made anew.</summary>
    public const int Version = 1;

    /// <summary>Arguments of one call, in the order of the C function.</summary>
    /// <param name="parameters">All parameters but dimensions.</param>
    /// <param name="operation">What the kernel was lifted to, or null; decides amplitudes only.</param>
    /// <param name="trial">Which inputs.</param>
    /// <param name="poison">Seed of the earlier content of out-parameters.</param>
    public static ImmutableArray<KernelArgument> Create(
        IEnumerable<KernelParameter> parameters, TensorOperation? operation, Trial trial, ulong poison = 1)
    {
        var list = parameters.ToImmutableArray();
        ImmutableArray<KernelParameter> inputs = [.. list.Where(p => p.Kind == ParameterKind.Tensor && p.Direction != ParameterDirection.Out)];
        KernelParameter? hot = inputs.IsEmpty ? null : inputs[(int)(trial.Seed % (ulong)inputs.Length)];
        ImmutableArray<KernelArgument> arguments = [.. list.Select(Argument)];
        return trial.Overlapping ? TrialOverlap.Apply(list, arguments) : arguments;

        KernelArgument Argument(KernelParameter parameter)
        {
            var random = new SplitMix64(SplitMix64.Mix(trial.Seed, (ulong)parameter.Index + 1));
            if (parameter.Kind != ParameterKind.Tensor) return TrialScalars.Create(parameter, operation, trial, ref random);
            var data = new byte[parameter.Bytes];
            if (parameter.Direction == ParameterDirection.Out)
            {
                FillPoison(data, SplitMix64.Mix(poison, (ulong)parameter.Index));
                return new KernelArgument.Tensor(data, TensorAccess.Out);
            }
            FillTensor(data, parameter, operation, trial, parameter == hot, ref random);
            return new KernelArgument.Tensor(data, parameter.Direction == ParameterDirection.In ? TensorAccess.In : TensorAccess.InOut);
        }
    }

    private static void FillTensor(
        byte[] data, KernelParameter parameter, TensorOperation? operation, Trial trial, bool hot, ref SplitMix64 random)
    {
        ElementRange range = ElementRange.For(parameter, operation);
        int row = parameter.Shape.IsEmpty ? 1 : (int)parameter.Shape[^1];
        int hotColumn = 0;
        long elements = parameter.Elements;
        for (long i = 0; i < elements; i++)
        {
            int column = (int)(i % row);
            if (column == 0) hotColumn = (int)random.Between(0, row - 1);
            double value = trial.Class switch
            {
                TrialClass.Zeros => 0,
                TrialClass.Ones => 1,
                TrialClass.PlusMinusOne => (random.Next() & 1) == 0 ? 1 : Math.Max(-1, range.Low),
                TrialClass.Extremes => (random.Next() & 1) == 0 ? range.Low : range.High,
                TrialClass.Alternating => ((i + parameter.Index) & 1) == 0 ? range.High : range.Low,
                TrialClass.OneHot when hot => column == hotColumn ? 1 : 0,
                TrialClass.OneHot or TrialClass.SmallIntegers => random.Between((long)Math.Max(-4, range.Low), (long)Math.Min(4, range.High)),
                TrialClass.Saturating => range.Draw(ref random, range.High * 0.75, range.High),
                TrialClass.InRange => range.Draw(ref random, Math.Max(-range.InRange, range.Low), Math.Min(range.InRange, range.High)),
                _ => range.Draw(ref random, range.RandomLow, range.RandomHigh),
            };
            ElementRange.Store(data, i, parameter.Scalar, value);
        }
    }

    private static void FillPoison(Span<byte> data, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (int i = 0; i < data.Length; i++) data[i] = (byte)random.Next();
    }
}
