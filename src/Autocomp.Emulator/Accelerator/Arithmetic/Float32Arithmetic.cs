namespace Autocomp.Emulator;

/// <summary>fp32 elements and accumulator. Each product and each sum is rounded by itself.</summary>
internal sealed unsafe class Float32Arithmetic : RowArithmetic
{
    public override int ElementBytes => 4;

    public override void ScaleElements(byte* source, byte* destination, int lanes, float scale)
    {
        for (int i = 0; i < lanes; i++) ((float*)destination)[i] = ((float*)source)[i] * scale;
    }

    public override void Widen(byte* source, byte* destination, int lanes) =>
        Buffer.MemoryCopy(source, destination, lanes * 4, lanes * 4);

    public override void ScaleAccumulator(byte* values, int lanes, float scale) => ScaleElements(values, values, lanes, scale);

    public override void Add(byte* row, byte* values, int lanes)
    {
        for (int i = 0; i < lanes; i++) ((float*)row)[i] += ((float*)values)[i];
    }

    public override void Narrow(byte* source, byte* destination, int lanes, float scale, bool relu)
    {
        for (int i = 0; i < lanes; i++)
        {
            float value = ((float*)source)[i] * scale;
            ((float*)destination)[i] = relu && !(value > 0) ? 0 : value;
        }
    }

    public override void Shift(byte* source, byte* destination, int lanes, int shift, bool relu)
    {
        float divisor = MathF.ScaleB(1f, shift);
        for (int i = 0; i < lanes; i++)
        {
            float value = ((float*)source)[i] / divisor;
            ((float*)destination)[i] = relu && !(value > 0) ? 0 : value;
        }
    }

    public override void Least(byte* destination, int lanes) => new Span<float>(destination, lanes).Fill(float.MinValue);

    public override void Max(byte* destination, byte* elements, int lanes)
    {
        for (int i = 0; i < lanes; i++)
        {
            float value = elements == null ? 0f : ((float*)elements)[i];
            if (value > ((float*)destination)[i]) ((float*)destination)[i] = value;
        }
    }
}
