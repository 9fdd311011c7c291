using System;
using Autocomp;

internal static unsafe class Schedule
{
    internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
    {
        Gemmini.ConfigEx(Dataflow.WeightStationary);
        Gemmini.ConfigLd(0, 64);
        Gemmini.ConfigLd(1, 10);
        Gemmini.ConfigLd(2, 0);
        Gemmini.ConfigSt(10, scale: scale, activation: Activation.Relu);
        for (int i = 0; i < 48; i += 16)
        {
            Gemmini.Mvin3(bias, Gemmini.Accumulator + (uint)i, 10, 16);
        }
        int turn = 0;
        sbyte* finished = y;
        int finishedRows = 48;
        Gemmini.Mvin2(w, 8192, 10, 16);
        for (int i1 = 0; i1 < 48; i1 += 16)
        {
            Gemmini.Mvin(x + i1 * 64, (uint)(i1 * 4), 64, 16);
        }
        for (int p = 16; p < 64; p += 16)
        {
            Gemmini.Mvin2(w + p * 10, (uint)p + 8192, 10, 16);
        }
        int visit = 0;
        for (int tile = 0; tile < 2; tile++)
        {
            int rows = Math.Min(48, 64 - tile * 48);
            uint sums = Gemmini.Accumulator + (uint)(turn & 1) * 512;
            uint others = Gemmini.Accumulator + (uint)(turn + 1 & 1) * 512;
            uint aNow = (uint)(visit & 1) * 4096;
            uint bNow = 8192;
            int nextTile = tile + 1;
            bool more = nextTile < 2;
            int nextRows = Math.Min(48, 64 - nextTile * 48);
            sbyte* aSource = x + nextTile * 48 * 64;
            uint aNext = (uint)(visit + 1 & 1) * 4096;
            for (int k1 = 0; k1 < 64; k1 += 16)
            {
                if (k1 == 0 && more)
                {
                    int x1 = 0;
                    while (x1 < nextRows)
                    {
                        Gemmini.Mvin(aSource + x1 * 64, aNext + (uint)(x1 * 4), 64, 16);
                        x1 += 16;
                    }
                }
                if (turn > 0)
                {
                    int x2 = 0;
                    while (x2 < finishedRows)
                    {
                        if (k1 * 4 < 10)
                        {
                            Gemmini.Mvout(finished + x2 * 10 + k1 * 4, others + (uint)(x2 + k1 * 4), Math.Min(64, 10 - k1 * 4), 16);
                        }
                        x2 += 16;
                    }
                }
                if (more)
                {
                    int x3 = 0;
                    while (x3 < nextRows)
                    {
                        if (k1 < 10)
                        {
                            Gemmini.Mvin3(bias + k1, others + (uint)(x3 + k1), Math.Min(16, 10 - k1), 16);
                        }
                        x3 += 16;
                    }
                }
                Gemmini.Preload(bNow + (uint)k1, sums | 1073741824, 10, 16, 10, 16);
                Gemmini.ComputePreloaded(aNow + (uint)k1, Gemmini.Garbage, 16, 16, 10, 16);
                int i2 = 16;
                while (i2 < rows)
                {
                    Gemmini.Preload(Gemmini.Garbage, (sums | 1073741824) + (uint)i2, 10, 16, 10, 16);
                    Gemmini.ComputeAccumulated(aNow + (uint)(i2 * 4 + k1), Gemmini.Garbage, 16, 16, 10, 16);
                    i2 += 16;
                }
            }
            visit += 1;
            finished = y + tile * 48 * 10;
            finishedRows = rows;
            turn += 1;
        }
        Gemmini.Mvout(y + 480, Gemmini.Accumulator | 512, 10, 16);
        Gemmini.Fence();
    }
}
