using Autocomp;

internal static unsafe class Schedule
{
    internal static void Product(sbyte* a, sbyte* b, sbyte* c)
    {
        Gemmini.ConfigEx(Dataflow.WeightStationary);
        Gemmini.ConfigLd(0, 512);
        Gemmini.ConfigLd(1, 512);
        Gemmini.ConfigSt(512, scale: 0.015625f);
        Gemmini.Mvin(a, 0, 64, 16);
        Gemmini.Mvin2(b, 8192, 64, 16);
        for (int r = 16; r < 64; r += 16)
        {
            Gemmini.Mvin(a + r * 512, (uint)(r * 4), 64, 16);
        }
        for (int d = 16; d < 64; d += 16)
        {
            Gemmini.Mvin2(b + d * 512, 8192 + (uint)(d * 4), 64, 16);
        }
        uint left = 0;
        uint right = 8192;
        uint leftn = 0;
        uint rightn = 8192;
        uint sums = Gemmini.Accumulator;
        uint stored = sums;
        int jn = 0;
        int inext = 0;
        sbyte* sourceA = a;
        sbyte* sourceB = b;
        sbyte* target = c;
        for (int t = 0; t < 63; t++)
        {
            for (int k = 0; k < 8; k++)
            {
                for (int d1 = 0; d1 < 64; d1 += 16)
                {
                    uint result = k + d1 == 0 ? sums : sums | 1073741824;
                    for (int r1 = 0; r1 < 64; r1 += 16)
                    {
                        Gemmini.Preload(right + (uint)(d1 * 4), result + (uint)(r1 * 4), 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(left + (uint)(r1 * 4 + d1), Gemmini.Garbage, 16, 16, 16, 16);
                    }
                    if (d1 == 0)
                    {
                        int n = t * 8 + k + 1;
                        int kn = n & 7;
                        jn = n >> 3 & 3;
                        inext = n >> 5 & 7;
                        uint place = (uint)((kn & 1) * 4096 + (kn >> 1) * 256);
                        leftn = place + (uint)((inext & 1) * 1024);
                        rightn = place + (uint)(8192 + jn * 1024);
                        sourceA = a + inext * 32768 + kn * 64;
                        sourceB = b + kn * 32768 + (n >> 8) * 256 + jn * 64;
                    }
                    if (d1 == 32 && k > 0 && k < 5 && t > 0)
                    {
                        Gemmini.Mvout(target + (k - 1) * 8192, stored + (uint)((k - 1) * 64), 64, 16);
                    }
                    for (int r2 = 0; r2 < 64; r2 += 16)
                    {
                        Gemmini.Preload(right + (uint)(d1 * 4 + 16), result + (uint)(r2 * 4 + 16), 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(left + (uint)(r2 * 4 + d1), Gemmini.Garbage, 16, 16, 16, 16);
                    }
                    if (jn == 0 && d1 < 32)
                    {
                        Gemmini.Mvin(sourceA + d1 * 1024, leftn + (uint)(d1 * 8), 64, 16);
                    }
                    if (inext == 0 && d1 < 32)
                    {
                        Gemmini.Mvin2(sourceB + d1 * 1024, rightn + (uint)(d1 * 8), 64, 16);
                    }
                    for (int r3 = 0; r3 < 64; r3 += 16)
                    {
                        Gemmini.Preload(right + (uint)(d1 * 4 + 32), result + (uint)(r3 * 4 + 32), 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(left + (uint)(r3 * 4 + d1), Gemmini.Garbage, 16, 16, 16, 16);
                    }
                    if (jn == 0 && d1 < 32)
                    {
                        Gemmini.Mvin(sourceA + d1 * 1024 + 8192, leftn + (uint)(d1 * 8 + 64), 64, 16);
                    }
                    if (inext == 0 && d1 < 32)
                    {
                        Gemmini.Mvin2(sourceB + d1 * 1024 + 8192, rightn + (uint)(d1 * 8 + 64), 64, 16);
                    }
                    for (int r5 = 0; r5 < 64; r5 += 16)
                    {
                        Gemmini.Preload(right + (uint)(d1 * 4 + 48), result + (uint)(r5 * 4 + 48), 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(left + (uint)(r5 * 4 + d1), Gemmini.Garbage, 16, 16, 16, 16);
                    }
                }
                left = leftn;
                right = rightn;
            }
            target = c + (t >> 2 & 7) * 32768 + (t >> 5) * 256 + (t & 3) * 64;
            stored = sums;
            sums = Gemmini.Accumulator + (uint)((t + 1 & 1) * 512);
        }
        for (int w = 0; w < 16; w++)
        {
            int row = (w >> 2) * 16;
            int column = (w & 3) * 16;
            uint block = Gemmini.Accumulator + (uint)((w & 1 ^ 1) * 512 + (w >> 1) * 16);
            for (int k4 = 0; k4 < 8; k4++)
            {
                uint lastLeft = (uint)((k4 & 1) * 4096 + 1024 + (k4 >> 1) * 256 + row * 4);
                uint lastRight = (uint)(8192 + (k4 & 1) * 4096 + 3072 + (k4 >> 1) * 256 + column);
                if (w == 0 && k4 > 0 && k4 < 5)
                {
                    Gemmini.Mvout(c + (432 + k4 * 16) * 512 + 384, Gemmini.Accumulator + (uint)(k4 * 64 - 64), 64, 16);
                }
                for (int d4 = 0; d4 < 64; d4 += 16)
                {
                    uint sum = k4 + d4 == 0 ? block : block | 1073741824;
                    Gemmini.Preload(lastRight + (uint)(d4 * 4), sum, 16, 16, 16, 16);
                    Gemmini.ComputePreloaded(lastLeft + (uint)d4, Gemmini.Garbage, 16, 16, 16, 16);
                }
            }
            Gemmini.Mvout(c + (448 + row) * 512 + 448 + column, block, 16, 16);
        }
        Gemmini.Fence();
    }
}
