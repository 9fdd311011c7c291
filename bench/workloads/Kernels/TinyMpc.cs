namespace Autocomp.Workloads;

/// <summary>The two passes of TinyMPC's primal update: 12 states, 4 inputs.</summary>
public static class TinyMpc
{
    /// <summary><c>u = -K x - d; x' = A x + B u</c>, one step after another. The first row of <paramref name="x"/> is given.</summary>
    [Kernel, Specialize(Sizes.Forward)]
    public static void Forward(
        [Shape("states, states")] ReadOnlySpan<float> a, [Shape("states, inputs")] ReadOnlySpan<float> b, [Shape("inputs, states")] ReadOnlySpan<float> k,
        [Shape("steps, inputs")] ReadOnlySpan<float> d, [Shape("rows, states")] Span<float> x, [Output, Shape("steps, inputs")] Span<float> u,
        int states, int inputs, int steps, int rows)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < inputs; i++)
            {
                float sum = 0;
                for (int j = 0; j < states; j++)
                {
                    sum += k[i * states + j] * x[t * states + j];
                }

                u[t * inputs + i] = -sum - d[t * inputs + i];
            }

            for (int i = 0; i < states; i++)
            {
                float sum = 0;
                for (int j = 0; j < states; j++)
                {
                    sum += a[i * states + j] * x[t * states + j];
                }

                for (int j = 0; j < inputs; j++)
                {
                    sum += b[i * inputs + j] * u[t * inputs + j];
                }

                x[(t + 1) * states + i] = sum;
            }
        }
    }

    /// <summary><c>d = Quu⁻¹ (Bᵀ p' + r); p = q + (A - B K)ᵀ p' - Kᵀ r</c>, from the last step to the first. The last row of <paramref name="p"/> is given.</summary>
    [Kernel, Specialize(Sizes.Backward)]
    public static void Backward(
        [Shape("inputs, inputs")] ReadOnlySpan<float> quuInverse, [Shape("states, inputs")] ReadOnlySpan<float> b, [Shape("states, states")] ReadOnlySpan<float> amBKt,
        [Shape("inputs, states")] ReadOnlySpan<float> k, [Shape("steps, states")] ReadOnlySpan<float> q, [Shape("steps, inputs")] ReadOnlySpan<float> r,
        [Shape("rows, states")] Span<float> p, [Output, Shape("steps, inputs")] Span<float> d, int states, int inputs, int steps, int rows)
    {
        Span<float> gradient = stackalloc float[4];
        for (int t = steps - 1; t >= 0; t--)
        {
            for (int i = 0; i < inputs; i++)
            {
                float sum = r[t * inputs + i];
                for (int j = 0; j < states; j++)
                {
                    sum += b[j * inputs + i] * p[(t + 1) * states + j];
                }

                gradient[i] = sum;
            }

            for (int i = 0; i < inputs; i++)
            {
                float sum = 0;
                for (int j = 0; j < inputs; j++)
                {
                    sum += quuInverse[i * inputs + j] * gradient[j];
                }

                d[t * inputs + i] = sum;
            }

            for (int i = 0; i < states; i++)
            {
                float sum = q[t * states + i];
                for (int j = 0; j < states; j++)
                {
                    sum += amBKt[i * states + j] * p[(t + 1) * states + j];
                }

                for (int j = 0; j < inputs; j++)
                {
                    sum -= k[j * states + i] * r[t * inputs + j];
                }

                p[t * states + i] = sum;
            }
        }
    }
}
