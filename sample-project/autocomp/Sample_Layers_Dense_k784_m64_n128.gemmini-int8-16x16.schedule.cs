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
            Gemmini.Mvin(x + i1 * 784, (uint)i1, 16, 16);
        }
        int visit = 0;
        for (int tile = 0; tile < 2; tile++)
        {
            uint sums = Gemmini.Accumulator + (uint)(turn & 1) * 512;
            uint others = Gemmini.Accumulator + (uint)(turn + 1 & 1) * 512;
            for (int chunk = 0; chunk < 49; chunk++)
            {
                uint aNow = (uint)(chunk & 1) * 4096 + (uint)(chunk >> 1) * 64;
                uint bNow = (uint)(visit & 1) * 4096 + 8192;
                int nextChunk = chunk + 1;
                int nextTile = tile;
                if (nextChunk == 49)
                {
                    nextChunk = 0;
                    nextTile += 1;
                }
                bool more = nextTile < 2;
                sbyte* aSource = x + nextChunk * 16;
                uint aNext = (uint)(nextChunk & 1) * 4096 + (uint)(nextChunk >> 1) * 64;
                sbyte* bSource = w + nextChunk * 16 * 128 + nextTile * 64;
                uint bNext = (uint)(visit + 1 & 1) * 4096 + 8192;
                for (int i2 = 0; i2 < 64; i2 += 16)
                {
                    if (more && nextTile == 0)
                    {
                        Gemmini.Mvin(aSource + i2 * 784, aNext + (uint)i2, 16, 16);
                    }
                    if (more)
                    {
                        if (i2 * 4 < 64)
                        {
                            Gemmini.Mvin2(bSource + i2 * 4, bNext + (uint)(i2 * 4), 64, 16);
                        }
                    }
                    if (turn > 0 && chunk == 0)
                    {
                        Gemmini.Mvout(finished + i2 * 128, others + (uint)(i2 * 4), 64, 16);
                    }
                    if (more && chunk == 48)
                    {
                        for (int q = 0; q < 64; q += 16)
                        {
                            Gemmini.Mvin3(bias + nextTile * 64 + q, others + (uint)(i2 * 4 + q), 16, 16);
                        }
                    }
                    for (int j1 = 0; j1 < 64; j1 += 16)
                    {
                        Gemmini.Preload(bNow + (uint)j1, (sums | 1073741824) + (uint)(i2 * 4 + j1), 16, 16, 16, 16);
                        Gemmini.ComputePreloaded(aNow + (uint)i2, Gemmini.Garbage, 16, 16, 16, 16);
                    }
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
