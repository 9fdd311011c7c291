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
        Gemmini.Mvin3(bias, Gemmini.Accumulator, 10, 16);
        int turn = 0;
        sbyte* finished = y;
        Gemmini.Mvin2(w, 8192, 10, 16);
        Gemmini.Mvin(x, 0, 64, 16);
        for (int p = 16; p < 64; p += 16)
        {
            Gemmini.Mvin2(w + p * 10, (uint)p + 8192, 10, 16);
        }
        int visit = 0;
        for (int tile = 0; tile < 4; tile++)
        {
            uint sums = Gemmini.Accumulator + (uint)(turn & 1) * 512;
            uint others = Gemmini.Accumulator + (uint)(turn + 1 & 1) * 512;
            uint aNow = (uint)(visit & 1) * 4096;
            uint bNow = 8192;
            int nextTile = tile + 1;
            bool more = nextTile < 4;
            sbyte* aSource = x + nextTile * 16 * 64;
            uint aNext = (uint)(visit + 1 & 1) * 4096;
            for (int k1 = 0; k1 < 64; k1 += 16)
            {
                if (k1 == 0 && more)
                {
                    Gemmini.Mvin(aSource, aNext, 64, 16);
                }
                if (turn > 0)
                {
                    if (k1 * 4 < 10)
                    {
                        Gemmini.Mvout(finished + k1 * 4, others + (uint)(k1 * 4), Math.Min(64, 10 - k1 * 4), 16);
                    }
                }
                if (more)
                {
                    if (k1 < 10)
                    {
                        Gemmini.Mvin3(bias + k1, others + (uint)k1, Math.Min(16, 10 - k1), 16);
                    }
                }
                Gemmini.Preload(bNow + (uint)k1, sums | 1073741824, 10, 16, 10, 16);
                Gemmini.ComputePreloaded(aNow + (uint)k1, Gemmini.Garbage, 16, 16, 10, 16);
            }
            visit += 1;
            finished = y + tile * 16 * 10;
            turn += 1;
        }
        Gemmini.Mvout(y + 480, Gemmini.Accumulator | 512, 10, 16);
        Gemmini.Fence();
    }
}
