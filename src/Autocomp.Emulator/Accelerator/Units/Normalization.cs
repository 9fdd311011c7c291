using System.Runtime.InteropServices;
using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Layer normalisation, softmax and iGELU on the way out of the accumulator: the integer approximations of I-BERT.</summary>
/// <remarks>Constants come from config_norm, running statistics from mvouts with norm commands. Follows libgemmini, whose wrap-around is that of int.</remarks>
internal sealed unsafe class Normalization(AcceleratorState state)
{
    // libgemmini keeps that many sets of statistics (NORM_STAT_IDS in its gemmini.h).
    private const int StatisticsSets = 4;

    private readonly Statistics[] _statistics = new Statistics[256];
    private readonly FloatNormalization _floats = new();
    private NormConstants _constants;
    private int _id;

    /// <summary>Executes config_norm.</summary>
    public void Configure(ulong rs1, ulong rs2)
    {
        if (!state.Target.HasNormalizations) state.Complaints.Report(RevisionDifferences.NoNormalizations);
        _id = (int)(rs1 >> 8) & 0xFF;
        if (_id >= StatisticsSets) state.Complaints.Report(RevisionDifferences.StatisticsSet);
        if (((rs1 >> 17) & 1) != 0) return;
        _constants.Qb = (int)(uint)rs2;
        _constants.Qc = (int)(rs2 >> 32);
        state.Store.Activation = (ActivationFunction)((int)((rs1 >> 16) & 1) << 2 | (int)state.Store.Activation);
        if (((rs1 >> 18) & 1) != 0) _constants.Qln2Inverse = (int)(rs1 >> 32);
        else _constants.Qln2 = (int)(rs1 >> 32);
        _floats.Constants = _constants;
        state.Set |= ConfigurationGroup.Norm;
    }

    public void Reset()
    {
        (_constants, _id) = (default, 0);
        for (int i = 0; i < _statistics.Length; i++) _statistics[i] = new Statistics { Reset = true };
        _floats.Constants = default;
        _floats.Reset();
    }

    /// <summary>Saves or loads constants and statistics.</summary>
    public void Pass(StateStream state)
    {
        state.Field(ref _constants);
        state.Field(ref _id);
        state.Array(_statistics);
        _floats.Pass(state);
        _floats.Constants = _constants;
    }

    /// <summary>A row is stored: the statistics start anew after it.</summary>
    public void BeginRow()
    {
        _statistics[_id].Reset = true;
        _floats.BeginRow(_id);
    }

    /// <summary>Feeds the statistics with one row of an mvout that has a norm command.</summary>
    public void Collect(LocalAddress local, int row, int columns)
    {
        if (!state.Target.HasNormalizations) state.Complaints.Report(RevisionDifferences.NoNormalizations);
        for (int done = 0; done < columns; done += state.Dim)
        {
            bool last = done + state.Dim >= columns;
            byte* values = state.Accumulator.Row(local.Row + row + done);
            int count = Math.Min(state.Dim, columns - done);
            var command = (NormCommand)local.NormCommand;
            if (!last) command = NonTerminating(command);
            if (state.Target.Element == ElementType.Int8) Collect((int*)values, count, command);
            else _floats.Collect(_id, (float*)values, count, command);
        }
    }

    /// <summary>Applies the activation of config_st beyond ReLU, in place.</summary>
    public void Activate(byte* row, int lanes)
    {
        state.Need(ConfigurationGroup.Norm);
        for (int i = 0; i < lanes; i++)
        {
            if (state.Target.Element == ElementType.Int8) ((int*)row)[i] = Activate(((int*)row)[i]);
            else ((float*)row)[i] = _floats.Activate(_id, ((float*)row)[i], state.Store.Activation);
        }
    }

    private static NormCommand NonTerminating(NormCommand command) => command switch
    {
        NormCommand.Mean => NormCommand.Sum,
        NormCommand.InverseDeviation => NormCommand.Variance,
        NormCommand.InverseSumExp => NormCommand.SumExp,
        _ => command,
    };

    private int Activate(int value)
    {
        ref Statistics statistics = ref _statistics[_id];
        return state.Store.Activation switch
        {
            ActivationFunction.IGelu => IGelu(value),
            ActivationFunction.LayerNorm => (int)((value - statistics.Mean) * statistics.InverseDeviation),
            ActivationFunction.Softmax => Scale(Exp(value - statistics.Max), statistics.InverseSumExp),
            _ => value,
        };
    }

    private void Collect(int* values, int count, NormCommand command)
    {
        ref Statistics statistics = ref _statistics[_id];
        if (statistics.Reset)
        {
            statistics.Sum = 0;
            statistics.Count = 0;
            statistics.RunningMax = int.MinValue;
        }

        statistics.Reset = command is NormCommand.Mean or NormCommand.InverseDeviation;
        for (int i = 0; i < count; i++)
        {
            switch (command)
            {
                case NormCommand.Sum or NormCommand.Mean:
                    statistics.Sum += values[i];
                    break;
                case NormCommand.Variance or NormCommand.InverseDeviation:
                    statistics.Sum += (values[i] - statistics.Mean) * (values[i] - statistics.Mean);
                    break;
                case NormCommand.Maximum:
                    statistics.RunningMax = Math.Max(statistics.RunningMax, values[i]);
                    break;
                case NormCommand.SumExp or NormCommand.InverseSumExp:
                    statistics.Max = statistics.RunningMax;
                    statistics.Sum += Exp(values[i] - statistics.Max);
                    break;
            }
        }

        if (command is NormCommand.Sum or NormCommand.Mean or NormCommand.Variance or NormCommand.InverseDeviation) statistics.Count += count;
        Finish(ref statistics, command);
    }

    private static void Finish(ref Statistics statistics, NormCommand command)
    {
        switch (command)
        {
            case NormCommand.Mean:
                statistics.Mean = statistics.Sum / Math.Max(1, statistics.Count);
                break;
            case NormCommand.InverseDeviation:
                int variance = statistics.Sum / Math.Max(1, statistics.Count);
                statistics.InverseDeviation = 1f / (variance == 0 ? 1 : (int)Math.Sqrt(variance));
                break;
            case NormCommand.InverseSumExp:
                statistics.RunningMax = int.MinValue;
                statistics.InverseSumExp = 127f / statistics.Sum;
                break;
        }
    }

    private int IGelu(int q)
    {
        int sign = q < 0 ? -1 : 1;
        int magnitude = unchecked(q < 0 ? -q : q);
        int clipped = magnitude > -_constants.Qb ? -_constants.Qb : magnitude;
        int polynomial = (clipped + _constants.Qb) * (clipped + _constants.Qb) + _constants.Qc;
        return q * (sign * polynomial + _constants.Qc);
    }

    private int Exp(int q)
    {
        int z = -q * _constants.Qln2Inverse >> 16;
        int p = q + z * _constants.Qln2;
        return ((p + _constants.Qb) * (p + _constants.Qb) + _constants.Qc) >> z;
    }

    private static int Scale(int value, float scale) =>
        (int)Math.Clamp(MathF.Round(value * scale, MidpointRounding.ToEven), sbyte.MinValue, sbyte.MaxValue);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Statistics
    {
        public bool Reset;
        public int Sum;
        public int Count;
        public int Mean;
        public int RunningMax;
        public int Max;
        public float InverseDeviation;
        public float InverseSumExp;
    }
}
