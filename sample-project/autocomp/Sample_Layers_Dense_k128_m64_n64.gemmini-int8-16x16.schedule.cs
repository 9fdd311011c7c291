using System;
using Autocomp;

internal static unsafe class Schedule
{
    internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
    {
        Gemmini.ConfigEx(Dataflow.WeightStationary);
        Gemmini.ConfigLd(0, 128);
        Gemmini.ConfigLd(1, 64);
        Gemmini.ConfigLd(2, 0);
        Gemmini.ConfigSt(64, scale: scale, activation: Activation.Relu);
        for (int j = 0; j < 64; j += 16)
        {
            Gemmini.Mvin3(bias + j, Gemmini.Accumulator + (uint)j, 16, 16);
        }
        int turn = 0;
        sbyte* finished = y;
        Gemmini.Mvin2(w, 8192, 64, 16);
        Gemmini.Mvin(x, 0, 32, 16);
        Gemmini.Mvin2(w + 1024, 8256, 64, 16);
        int visit = 0;
        for (int tile = 0; tile < 4; tile++)
        {
            uint sums = Gemmini.Accumulator + (uint)(turn & 1) * 512;
            uint others = Gemmini.Accumulator + (uint)(turn + 1 & 1) * 512;
            for (int chunk = 0; chunk < 4; chunk++)
            {
                uint aNow = (uint)(visit & 1) * 4096;
                uint bNow = (uint)(chunk & 1) * 4096 + 8192 + (uint)(chunk >> 1) * 128;
                int nextChunk = chunk + 1;
                int nextTile = tile;
                if (nextChunk == 4)
                {
                    nextChunk = 0;
                    nextTile += 1;
                }
                bool more = nextTile < 4;
                sbyte* aSource = x + nextTile * 16 * 128 + nextChunk * 32;
                uint aNext = (uint)(visit + 1 & 1) * 4096;
                sbyte* bSource = w + nextChunk * 32 * 64;
                uint bNext = (uint)(nextChunk & 1) * 4096 + 8192 + (uint)(nextChunk >> 1) * 128;
                for (int k1 = 0; k1 < 32; k1 += 16)
                {
                    if (k1 == 16 && more)
                    {
                        Gemmini.Mvin(aSource, aNext, 32, 16);
                    }
                    if (more && nextTile == 0)
                    {
                        if (k1 > 0)
                        {
                            for (int p = k1 - 16; p < (k1 == 16 ? 32 : k1); p += 16)
                            {
                                Gemmini.Mvin2(bSource + p * 64, bNext + (uint)(p * 4), 64, 16);
                            }
                        }
                    }
                    if (turn > 0 && chunk == 0)
                    {
                        for (int q = k1 * 2; q < Math.Min(64, k1 * 2 + 32); q += 16)
                        {
                            Gemmini.Mvout(finished + q, others + (uint)q, 16, 16);
                        }
                    }
                    if (more && chunk == 3)
                    {
                        for (int q1 = k1 * 2; q1 < Math.Min(64, k1 * 2 + 32); q1 += 16)
                        {
                            Gemmini.Mvin3(bias + q1, others + (uint)q1, 16, 16);
                        }
                    }
                    for (int j1 = 0; j1 < 64; j1 += 16)
                    {
                        Gemmini.Preload(bNow + (uint)(k1 * 4 + j1), (sums | 1073741824) + (uint)j1, 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(aNow + (uint)k1, Gemmini.Garbage, 16, 16, 16, 16);
                    }
                }
                visit += 1;
            }
            finished = y + tile * 16 * 64;
            turn += 1;
        }
        for (int q2 = 0; q2 < 64; q2 += 16)
        {
            Gemmini.Mvout(y + 3072 + q2, (Gemmini.Accumulator | 512) + (uint)q2, 16, 16);
        }
        Gemmini.Fence();
    }
}
