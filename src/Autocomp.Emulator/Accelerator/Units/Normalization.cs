using Autocomp.Isa;

namespace Autocomp.Emulator;

/// <summary>Layer normalisation, softmax and iGELU on the way out of the accumulator: the integer approximations of I-BERT.</summary>
/// <remarks>Constants come from config_norm, running statistics from mvouts with norm commands. Follows libgemmini, whose wrap-around is that of int.</remarks>
internal sealed unsafe class Normalization(AcceleratorState state)
{
    private const int Sum = 1;
    private const int Mean = 2;
    private const int Variance = 3;
    private const int InverseDeviation = 4;
    private const int Maximum = 5;
    private const int SumExp = 6;
    private const int InverseSumExp = 7;

    private readonly Statistics[] _statistics = new Statistics[256];
    private int _id;
    private int _qb;
    private int _qc;
    private int _qln2;
    private int _qln2Inverse;

    /// <summary>Executes config_norm.</summary>
    public void Configure(ulong rs1, ulong rs2)
    {
        if (!state.Target.HasNormalizations) state.Complaints.Report(RevisionDifferences.NoNormalizations);
        _id = (int)(rs1 >> 8) & 0xFF;
        if (((rs1 >> 17) & 1) != 0) return;
        _qb = (int)(uint)rs2;
        _qc = (int)(rs2 >> 32);
        state.Store.Activation = (ActivationFunction)((int)((rs1 >> 16) & 1) << 2 | (int)state.Store.Activation);
        if (((rs1 >> 18) & 1) != 0) _qln2Inverse = (int)(rs1 >> 32);
        else _qln2 = (int)(rs1 >> 32);
        state.Set |= ConfigurationGroup.Norm;
    }

    public void Reset()
    {
        for (int i = 0; i < _statistics.Length; i++) _statistics[i] = new Statistics { Reset = true };
    }

    /// <summary>A row is stored: the statistics start anew after it.</summary>
    public void BeginRow() => _statistics[_id].Reset = true;

    /// <summary>Feeds the statistics with one row of an mvout that has a norm command.</summary>
    public void Collect(LocalAddress local, int row, int columns)
    {
        if (!state.Target.HasNormalizations) state.Complaints.Report(RevisionDifferences.NoNormalizations);
        if (state.Target.Element != ElementType.Int8) return;
        for (int done = 0; done < columns; done += state.Dim)
        {
            bool last = done + state.Dim >= columns;
            int* values = (int*)state.Accumulator.Row(local.Row + row + done);
            Collect(values, Math.Min(state.Dim, columns - done), last ? local.NormCommand : NonTerminating(local.NormCommand));
        }
    }

    /// <summary>Applies the activation of config_st beyond ReLU, in place.</summary>
    public void Activate(byte* row, int lanes)
    {
        state.Need(ConfigurationGroup.Norm);
        if (state.Target.Element != ElementType.Int8) return;
        int* values = (int*)row;
        for (int i = 0; i < lanes; i++) values[i] = Activate(values[i]);
    }

    private static int NonTerminating(int command) => command switch
    {
        Mean => Sum,
        InverseDeviation => Variance,
        InverseSumExp => SumExp,
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

    private void Collect(int* values, int count, int command)
    {
        ref Statistics statistics = ref _statistics[_id];
        if (statistics.Reset)
        {
            statistics.Sum = 0;
            statistics.Count = 0;
            statistics.RunningMax = int.MinValue;
        }

        statistics.Reset = command is Mean or InverseDeviation;
        for (int i = 0; i < count; i++)
        {
            switch (command)
            {
                case Sum or Mean:
                    statistics.Sum += values[i];
                    break;
                case Variance or InverseDeviation:
                    statistics.Sum += (values[i] - statistics.Mean) * (values[i] - statistics.Mean);
                    break;
                case Maximum:
                    statistics.RunningMax = Math.Max(statistics.RunningMax, values[i]);
                    break;
                case SumExp or InverseSumExp:
                    statistics.Max = statistics.RunningMax;
                    statistics.Sum += Exp(values[i] - statistics.Max);
                    break;
            }
        }

        if (command is Sum or Mean or Variance or InverseDeviation) statistics.Count += count;
        Finish(ref statistics, command);
    }

    private static void Finish(ref Statistics statistics, int command)
    {
        switch (command)
        {
            case Mean:
                statistics.Mean = statistics.Sum / Math.Max(1, statistics.Count);
                break;
            case InverseDeviation:
                int variance = statistics.Sum / Math.Max(1, statistics.Count);
                statistics.InverseDeviation = 1f / (variance == 0 ? 1 : (int)Math.Sqrt(variance));
                break;
            case InverseSumExp:
                statistics.RunningMax = int.MinValue;
                statistics.InverseSumExp = 127f / statistics.Sum;
                break;
        }
    }

    private int IGelu(int q)
    {
        int sign = q < 0 ? -1 : 1;
        int magnitude = unchecked(q < 0 ? -q : q);
        int clipped = magnitude > -_qb ? -_qb : magnitude;
        int polynomial = (clipped + _qb) * (clipped + _qb) + _qc;
        return q * (sign * polynomial + _qc);
    }

    private int Exp(int q)
    {
        int z = -q * _qln2Inverse >> 16;
        int p = q + z * _qln2;
        return ((p + _qb) * (p + _qb) + _qc) >> z;
    }

    private static int Scale(int value, float scale) =>
        (int)Math.Clamp(MathF.Round(value * scale, MidpointRounding.ToEven), sbyte.MinValue, sbyte.MaxValue);

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
