using System;
using Autocomp;

internal static unsafe class Schedule
{
    internal static void Dense(sbyte* x, sbyte* w, int* bias, sbyte* y, float scale)
    {
        Gemmini.ConfigEx(Dataflow.WeightStationary);
        Gemmini.ConfigLd(0, 784);
        Gemmini.ConfigLd(1, 128);
        Gemmini.ConfigLd(2, 0);
        Gemmini.ConfigSt(128, scale: scale, activation: Activation.Relu);
        for (int i = 0; i < 64; i += 16)
        {
            for (int j = 0; j < 64; j += 16)
            {
                Gemmini.Mvin3(bias + j, Gemmini.Accumulator + (uint)(i * 4 + j), 16, 16);
            }
        }
        int turn = 0;
        sbyte* finished = y;
        Gemmini.Mvin2(w, 8192, 64, 16);
        for (int i1 = 0; i1 < 64; i1 += 16)
        {
            Gemmini.Mvin(x + i1 * 784, (uint)(i1 * 4), 64, 16);
        }
        for (int p = 16; p < 64; p += 16)
        {
            Gemmini.Mvin2(w + p * 128, (uint)(p * 4) + 8192, 64, 16);
        }
        int visit = 0;
        for (int tile = 0; tile < 2; tile++)
        {
            uint sums = Gemmini.Accumulator + (uint)(turn & 1) * 512;
            uint others = Gemmini.Accumulator + (uint)(turn + 1 & 1) * 512;
            for (int chunk = 0; chunk < 13; chunk++)
            {
                int depth = Math.Min(64, 784 - chunk * 64);
                uint aNow = (uint)(chunk & 1) * 4096 + (uint)(chunk >> 1) * 256;
                uint bNow = (uint)(visit & 1) * 4096 + 8192;
                int nextChunk = chunk + 1;
                int nextTile = tile;
                if (nextChunk == 13)
                {
                    nextChunk = 0;
                    nextTile += 1;
                }
                bool more = nextTile < 2;
                int nextDepth = Math.Min(64, 784 - nextChunk * 64);
                sbyte* aSource = x + nextChunk * 64;
                uint aNext = (uint)(nextChunk & 1) * 4096 + (uint)(nextChunk >> 1) * 256;
                sbyte* bSource = w + nextChunk * 64 * 128 + nextTile * 64;
                uint bNext = (uint)(visit + 1 & 1) * 4096 + 8192;
                int k1 = 0;
                while (k1 < depth)
                {
                    for (int j1 = 0; j1 < 64; j1 += 16)
                    {
                        if (k1 == 0 && more && nextTile == 0)
                        {
                            int q = 0;
                            while (q < nextDepth)
                            {
                                Gemmini.Mvin(aSource + j1 * 784 + q, aNext + (uint)(j1 * 4 + q), Math.Min(64, nextDepth - q), 16);
                                q += 64;
                            }
                        }
                        if (more)
                        {
                            int ahead = k1 + 16 < depth ? Math.Min(k1 + 16, nextDepth) : nextDepth;
                            int p1 = k1;
                            while (p1 < ahead)
                            {
                                if (j1 * 4 < 64)
                                {
                                    Gemmini.Mvin2(bSource + p1 * 128 + j1 * 4, bNext + (uint)(p1 * 4 + j1 * 4), 64, 16);
                                }
                                p1 += 16;
                            }
                        }
                        if (turn > 0 && chunk == 0)
                        {
                            if (k1 * 4 < 64)
                            {
                                Gemmini.Mvout(finished + j1 * 128 + k1 * 4, others + (uint)(j1 * 4 + k1 * 4), 64, 16);
                            }
                        }
                        if (more && chunk == 12)
                        {
                            for (int q1 = k1 * 4; q1 < Math.Min(64, k1 * 4 + 64); q1 += 16)
                            {
                                Gemmini.Mvin3(bias + nextTile * 64 + q1, others + (uint)(j1 * 4 + q1), 16, 16);
                            }
                        }
                        Gemmini.Preload(bNow + (uint)(k1 * 4 + j1), (sums | 1073741824) + (uint)j1, 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(aNow + (uint)k1, Gemmini.Garbage, 16, 16, 16, 16);
                        for (int i2 = 16; i2 < 64; i2 += 16)
                        {
                            Gemmini.Preload(Gemmini.Garbage, (sums | 1073741824) + (uint)(i2 * 4 + j1), 16, 16, 16, 16);
                            Gemmini.ComputeAccumulated(aNow + (uint)(i2 * 4 + k1), Gemmini.Garbage, 16, 16, 16, 16);
                        }
                    }
                    k1 += 16;
                }
                visit += 1;
            }
            finished = y + tile * 64;
            turn += 1;
        }
        for (int i3 = 0; i3 < 64; i3 += 16)
        {
            Gemmini.Mvout(y + 64 + i3 * 128, (Gemmini.Accumulator | 512) + (uint)(i3 * 4), 64, 16);
        }
        Gemmini.Fence();
    }
}
