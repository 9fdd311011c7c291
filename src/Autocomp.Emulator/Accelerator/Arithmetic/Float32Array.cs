using System.Runtime.Intrinsics;

namespace Autocomp.Emulator;

/// <summary>fp32: products in the order k = 0..DIM-1, zero operands included, each product and sum rounded by itself.</summary>
internal sealed unsafe class Float32Array(int dim) : SystolicArray(dim, sizeof(float))
{
    protected override void Multiply(byte* a, nint stride, int columns, byte* sums, nint sumsStride, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            float* sum = (float*)(sums + i * sumsStride);
            float* left = (float*)(a + i * stride);
            for (int k = 0; k < Dim; k++)
            {
                AddScaled(sum, (float*)B + k * Dim, k < columns ? left[k] : 0f);
            }
        }
    }

    private void AddScaled(float* sum, float* right, float factor)
    {
        if (Dim == 4)
        {
            Vector128<float> product = Vector128.Load(right) * Vector128.Create(factor);
            (Vector128.Load(sum) + product).Store(sum);
            return;
        }

        for (int j = 0; j < Dim; j++)
        {
            float product = right[j] * factor;
            sum[j] += product;
        }
    }
}
