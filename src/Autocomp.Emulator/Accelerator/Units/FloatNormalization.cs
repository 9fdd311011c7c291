using System.Runtime.InteropServices;

namespace Autocomp.Emulator;

/// <summary>Layer normalisation, softmax and iGELU on fp32 accumulators, as libgemmini computes them there: constants are whole numbers, statistics floats.</summary>
/// <remarks>No configuration of the RTL has them; permissive runs meet them in programs that were tried on libgemmini only.</remarks>
internal sealed unsafe class FloatNormalization
{
    private readonly Statistics[] _statistics = new Statistics[256];

    /// <summary>Constants of config_norm.</summary>
    public NormConstants Constants { get; set; }

    public void Reset()
    {
        for (int i = 0; i < _statistics.Length; i++) _statistics[i] = new Statistics { Reset = true };
    }

    /// <summary>Saves or loads the statistics.</summary>
    public void Pass(StateStream state) => state.Array(_statistics);

    /// <summary>The statistics of a set start anew.</summary>
    public void BeginRow(int id) => _statistics[id].Reset = true;

    /// <summary>Feeds the statistics with lanes of one row.</summary>
    public void Collect(int id, float* values, int count, NormCommand command)
    {
        ref Statistics s = ref _statistics[id];
        if (s.Reset) (s.Sum, s.Count, s.RunningMax) = (0, 0, int.MinValue);
        s.Reset = command is NormCommand.Mean or NormCommand.InverseDeviation;
        if (command is NormCommand.SumExp or NormCommand.InverseSumExp) s.Max = s.RunningMax;
        for (int i = 0; i < count; i++)
        {
            switch (command)
            {
                case NormCommand.Sum or NormCommand.Mean: s.Sum += values[i]; break;
                case NormCommand.Variance or NormCommand.InverseDeviation: s.Sum += (values[i] - s.Mean) * (values[i] - s.Mean); break;
                case NormCommand.Maximum: s.RunningMax = values[i] > s.RunningMax ? values[i] : s.RunningMax; break;
                default: s.Sum += Exp(values[i] - s.Max); break;
            }
        }

        if (command <= NormCommand.InverseDeviation) s.Count += count;
        switch (command)
        {
            case NormCommand.Mean:
                s.Mean = s.Sum / s.Count;
                break;
            case NormCommand.InverseDeviation:
                float variance = s.Sum / s.Count;
                s.InverseDeviation = 1f / (variance == 0 ? 1f : (float)Math.Sqrt(variance));
                break;
            case NormCommand.InverseSumExp:
                (s.RunningMax, s.InverseSumExp) = (int.MinValue, 127f / s.Sum);
                break;
        }
    }

    /// <summary>Applies an activation beyond ReLU.</summary>
    public float Activate(int id, float value, ActivationFunction activation)
    {
        ref Statistics s = ref _statistics[id];
        return activation switch
        {
            ActivationFunction.IGelu => IGelu(value),
            ActivationFunction.LayerNorm => (value - s.Mean) * s.InverseDeviation,
            ActivationFunction.Softmax => Exp(value - s.Max) * s.InverseSumExp,
            _ => value,
        };
    }

    private float IGelu(float q)
    {
        float qb = (uint)Constants.Qb;
        float qc = (uint)Constants.Qc;
        float clipped = MathF.Abs(q) > -qb ? -qb : MathF.Abs(q);
        float polynomial = (clipped + qb) * (clipped + qb) + qc;
        return q * ((q < 0 ? -1f : 1f) * polynomial + qc);
    }

    private float Exp(float q)
    {
        float z = -q * (uint)Constants.Qln2Inverse / 65536f;
        float p = q + z * (uint)Constants.Qln2 + (uint)Constants.Qb;
        return (float)((p * p + (uint)Constants.Qc) / Math.Pow(2, z));
    }

    /// <summary>Running statistics of one id.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Statistics
    {
        public bool Reset;
        public float Sum;
        public float Count;
        public float Mean;
        public float RunningMax;
        public float Max;
        public float InverseDeviation;
        public float InverseSumExp;
    }
}
