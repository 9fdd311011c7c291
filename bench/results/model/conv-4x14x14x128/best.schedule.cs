using Autocomp;

internal static unsafe class Schedule
{
    internal static void Convolution(sbyte* x, sbyte* w, int* bias, sbyte* y)
    {
        Gemmini.ConfigEx(Dataflow.WeightStationary);
        Gemmini.ConfigLd(0, 128, blockStride: 256);
        Gemmini.ConfigLd(1, 128, blockStride: 288);
        Gemmini.ConfigLd(2, 0);
        Gemmini.ConfigSt(128, scale: 0.0078125f);
        uint bank0 = Gemmini.Accumulator;
        uint bank1 = Gemmini.Accumulator | 512;
        uint sum0 = bank0 | 1073741824;
        uint sum1 = bank1 | 1073741824;
        Gemmini.Mvin2(w, 8192, 16, 16);
        Gemmini.Mvin(x, 0, 16, 16);
        Gemmini.Mvin2(w + 16384, 8208, 16, 16);
        Gemmini.Preload(8192, bank0, 16, 16, 16, 14);
        Gemmini.ComputePreloaded(0, Gemmini.Garbage, 16, 14, 16, 14);
        Gemmini.Mvin(x + 2048, 16, 16, 16);
        Gemmini.Preload(8208, sum0, 16, 16, 16, 14);
        Gemmini.ComputePreloaded(1, Gemmini.Garbage, 16, 14, 16, 14);
        Gemmini.Mvin2(w + 32768, 8224, 16, 16);
        uint d = bank0 + 14;
        Gemmini.Preload(8192, d, 16, 16, 16, 14);
        Gemmini.ComputePreloaded(16, Gemmini.Garbage, 16, 14, 16, 14);
        uint d2 = sum0 + 14;
        Gemmini.Preload(8208, d2, 16, 16, 16, 14);
        Gemmini.ComputePreloaded(17, Gemmini.Garbage, 16, 14, 16, 14);
        Gemmini.Mvin(x + 4096, 32, 16, 16);
        Gemmini.Preload(8224, sum0, 16, 16, 16, 14);
        Gemmini.ComputePreloaded(2, Gemmini.Garbage, 16, 14, 16, 14);
        uint d3 = sum0 + 14;
        uint left = 18;
        uint to = d3;
        for (int g = 0; g < 1; g++)
        {
            Gemmini.Preload(Gemmini.Garbage, to, 16, 16, 16, 14);
            Gemmini.ComputeAccumulated(left, Gemmini.Garbage, 16, 14, 16, 14);
            left += 16;
            to += 14;
        }
        for (int p = 2; p < 14; p++)
        {
            if (p < 13)
            {
                int row = p + 1;
                Gemmini.Mvin(x + row * 2048, (uint)(0 + row * 16), 16, 16);
            }
            else
            {
                Gemmini.Mvin2(w + 49152, 8240, 16, 16);
            }
            uint a = (uint)p * 16;
            uint d4 = bank0 + (uint)p * 14;
            Gemmini.Preload(8192, d4, 16, 16, 16, 14);
            Gemmini.ComputePreloaded(a, Gemmini.Garbage, 16, 14, 16, 14);
            uint a1 = (uint)p * 16 + 1;
            uint d5 = sum0 + (uint)p * 14;
            Gemmini.Preload(8208, d5, 16, 16, 16, 14);
            Gemmini.ComputePreloaded(a1, Gemmini.Garbage, 16, 14, 16, 14);
            uint a2 = (uint)p * 16 + 2;
            uint d6 = sum0 + (uint)p * 14;
            Gemmini.Preload(8224, d6, 16, 16, 16, 14);
            Gemmini.ComputePreloaded(a2, Gemmini.Garbage, 16, 14, 16, 14);
        }
        Gemmini.Mvin(x + 28672, 224, 16, 16);
        Gemmini.Mvin2(w + 65536, 8256, 16, 16);
        Gemmini.Mvin(x + 30720, 240, 16, 16);
        int narrow = 0;
        for (int t = 3; t < 18; t++)
        {
            uint value = 0;
            if (t < 9)
            {
                int rs = t % 9;
                value = (uint)(t / 9 * 256 + rs / 3 * 16 + rs % 3);
            }
            else
            {
                int rs1 = t % 9;
                value = (uint)(t / 9 * 256 + rs1 / 3 * 16 + rs1 % 3) + 14848;
            }
            uint left1 = value;
            uint weights = 8192 + (uint)t * 16;
            Gemmini.Preload(weights, sum0, 16, 16, 16, 14);
            Gemmini.ComputePreloaded(left1, Gemmini.Garbage, 16, 14, 16, 14);
            uint a3 = left1 + 16;
            uint d7 = sum0 + 14;
            uint left2 = a3;
            uint to1 = d7;
            for (int g1 = 0; g1 < 6; g1++)
            {
                Gemmini.Preload(Gemmini.Garbage, to1, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left2, Gemmini.Garbage, 16, 14, 16, 14);
                left2 += 16;
                to1 += 14;
            }
            if (t < 16)
            {
                int u = t + 2;
                Gemmini.Mvin2(w + u % 9 * 16384 + u / 9 * 2048, (uint)(8192 + u * 16), 16, 16);
            }
            if (t < 9)
            {
                int count = t < 7 ? 3 : 2;
                for (int v = 0; v < count; v++)
                {
                    Gemmini.Mvin(x + narrow * 2048 + 16, 15104 + (uint)narrow * 16, 16, 16);
                    narrow += 1;
                }
            }
            uint a4 = left1 + 112;
            uint d8 = sum0 + 98;
            uint left3 = a4;
            uint to2 = d8;
            for (int g2 = 0; g2 < 7; g2++)
            {
                Gemmini.Preload(Gemmini.Garbage, to2, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left3, Gemmini.Garbage, 16, 14, 16, 14);
                left3 += 16;
                to2 += 14;
            }
            if (t >= 6)
            {
                int row1 = t - 6;
                Gemmini.Mvin(x + 32768 + row1 * 2048, (uint)(4096 + row1 * 16), 64, 16);
            }
            if (t >= 16)
            {
                int row2 = t - 4;
                Gemmini.Mvin(x + 32768 + row2 * 2048, (uint)(4096 + row2 * 16), 64, 16);
            }
        }
        uint d1 = bank0 + 196;
        for (int t1 = 0; t1 < 18; t1++)
        {
            int rs2 = t1 % 9;
            uint left4 = (uint)(t1 / 9 * 256 + rs2 / 3 * 16 + rs2 % 3) + 4096;
            uint weights1 = 8192 + (uint)t1 * 16;
            Gemmini.Preload(weights1, d1, 16, 16, 16, 14);
            Gemmini.ComputePreloaded(left4, Gemmini.Garbage, 16, 14, 16, 14);
            uint a5 = left4 + 16;
            uint d9 = d1 + 14;
            uint left5 = a5;
            uint to3 = d9;
            for (int g3 = 0; g3 < 6; g3++)
            {
                Gemmini.Preload(Gemmini.Garbage, to3, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left5, Gemmini.Garbage, 16, 14, 16, 14);
                left5 += 16;
                to3 += 14;
            }
            if (t1 < 2)
            {
                int row3 = t1 + 14;
                Gemmini.Mvin(x + 32768 + row3 * 2048, (uint)(4096 + row3 * 16), 64, 16);
            }
            if (t1 < 16)
            {
                Gemmini.Mvin(x + t1 * 2048 + 64, (uint)(1024 + t1 * 16), 64, 16);
            }
            else
            {
                int u1 = t1 + 2;
                Gemmini.Mvin2(w + u1 % 9 * 16384 + u1 / 9 * 2048, (uint)(8192 + u1 * 16), 16, 16);
            }
            if (t1 >= 2)
            {
                int row4 = t1 - 2;
                Gemmini.Mvin(x + row4 * 2048 + 16, (uint)(256 + row4 * 16), 48, 16);
            }
            uint a6 = left4 + 112;
            uint d10 = d1 + 98;
            uint left6 = a6;
            uint to4 = d10;
            for (int g4 = 0; g4 < 7; g4++)
            {
                Gemmini.Preload(Gemmini.Garbage, to4, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left6, Gemmini.Garbage, 16, 14, 16, 14);
                left6 += 16;
                to4 += 14;
            }
            if (t1 >= 4 && t1 < 16)
            {
                int v1 = t1 - 4;
                int cg = v1 / 12;
                int s = (v1 >> 2) % 3;
                int row5 = v1 & 3;
                Gemmini.Mvin2(x + row5 * 2048 + s * 128 + cg * 64, (uint)(12288 + cg * 1152 + 0 + s * 48 + row5 * 14), 64, row5 < 3 ? 14 : 2);
            }
            d1 = d1 | 1073741824;
        }
        for (int t2 = 18; t2 < 72; t2++)
        {
            int rs3 = t2 % 9;
            uint left7 = (uint)(t2 / 9 * 256 + rs3 / 3 * 16 + rs3 % 3);
            uint weights2 = 8192 + (uint)t2 * 16;
            Gemmini.Preload(weights2, sum0 + 16, 16, 16, 16, 12);
            Gemmini.ComputePreloaded(left7 + 18, Gemmini.Garbage, 16, 12, 16, 12);
            uint a7 = left7 + 32;
            uint d11 = sum0 + 28;
            uint left8 = a7;
            uint to5 = d11;
            for (int g5 = 0; g5 < 5; g5++)
            {
                Gemmini.Preload(Gemmini.Garbage, to5, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left8, Gemmini.Garbage, 16, 14, 16, 14);
                left8 += 16;
                to5 += 14;
            }
            if (t2 < 34)
            {
                int row6 = t2 - 18;
                Gemmini.Mvin(x + 32768 + row6 * 2048 + 64, (uint)(5120 + row6 * 16), 64, 16);
            }
            else if (t2 < 66)
            {
                int row7 = t2 - 34 & 15;
                int cb = t2 - 34 >> 4 << 2;
                Gemmini.Mvin(x + 98304 + row7 * 2048 + cb * 16, (uint)(6144 + cb * 256 + row7 * 16), 64, 16);
            }
            if (t2 < 70)
            {
                int u2 = t2 + 2;
                Gemmini.Mvin2(w + u2 % 9 * 16384 + u2 / 9 * 2048, (uint)(8192 + u2 * 16), 16, 16);
            }
            uint a8 = left7 + 112;
            uint d12 = sum0 + 98;
            uint left9 = a8;
            uint to6 = d12;
            for (int g6 = 0; g6 < 7; g6++)
            {
                Gemmini.Preload(Gemmini.Garbage, to6, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left9, Gemmini.Garbage, 16, 14, 16, 14);
                left9 += 16;
                to6 += 14;
            }
            if (t2 < 30)
            {
                int v2 = t2 - 6;
                int cg1 = v2 / 12;
                int s1 = (v2 >> 2) % 3;
                int row8 = v2 & 3;
                Gemmini.Mvin2(x + row8 * 2048 + s1 * 128 + cg1 * 64, (uint)(12288 + cg1 * 1152 + 0 + s1 * 48 + row8 * 14), 64, row8 < 3 ? 14 : 2);
            }
            if (t2 >= 20 && t2 < 45)
            {
                Gemmini.Mvin3(bias, bank1 + (uint)(t2 - 20) * 16, 16, t2 == 44 ? 8 : 16);
            }
            uint a9 = left7 + 4096;
            uint d13 = sum0 + 196;
            uint left10 = a9;
            uint to7 = d13;
            for (int g7 = 0; g7 < 7; g7++)
            {
                Gemmini.Preload(Gemmini.Garbage, to7, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left10, Gemmini.Garbage, 16, 14, 16, 14);
                left10 += 16;
                to7 += 14;
            }
            if (t2 < 50)
            {
                int row9 = t2 - 18 & 15;
                int cb1 = t2 - 18 >> 4 << 2;
                Gemmini.Mvin(x + 65536 + row9 * 2048 + cb1 * 16, (uint)(2048 + cb1 * 256 + row9 * 16), 64, 16);
            }
            if (t2 >= 48)
            {
                int v3 = t2 - 48;
                int cg2 = v3 / 12;
                int s2 = (v3 >> 2) % 3;
                int row10 = v3 & 3;
                Gemmini.Mvin2(x + 65536 + row10 * 2048 + s2 * 128 + cg2 * 64, (uint)(12288 + cg2 * 1152 + 144 + s2 * 48 + row10 * 14), 64, row10 < 3 ? 14 : 2);
            }
            uint a10 = left7 + 4208;
            uint d14 = sum0 + 294;
            uint left11 = a10;
            uint to8 = d14;
            for (int g8 = 0; g8 < 7; g8++)
            {
                Gemmini.Preload(Gemmini.Garbage, to8, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left11, Gemmini.Garbage, 16, 14, 16, 14);
                left11 += 16;
                to8 += 14;
            }
            Gemmini.Preload(Gemmini.Garbage, sum0, 16, 16, 16, 16);
            int rs4 = t2 % 9;
            Gemmini.ComputeAccumulated((uint)(12288 + t2 / 9 * 288 + rs4 % 3 * 48 + rs4 / 3 * 14), Gemmini.Garbage, 16, 16, 16, 16);
        }
        for (int t3 = 0; t3 < 72; t3++)
        {
            int rs5 = t3 % 9;
            uint left12 = (uint)(t3 / 9 * 256 + rs5 / 3 * 16 + rs5 % 3) + 2048;
            uint weights3 = 8192 + (uint)t3 * 16;
            Gemmini.Preload(weights3, sum1 + 16, 16, 16, 16, 12);
            Gemmini.ComputePreloaded(left12 + 18, Gemmini.Garbage, 16, 12, 16, 12);
            uint a11 = left12 + 32;
            uint d15 = sum1 + 28;
            uint left13 = a11;
            uint to9 = d15;
            for (int g9 = 0; g9 < 5; g9++)
            {
                Gemmini.Preload(Gemmini.Garbage, to9, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left13, Gemmini.Garbage, 16, 14, 16, 14);
                left13 += 16;
                to9 += 14;
            }
            if (t3 < 25)
            {
                Gemmini.Mvin3(bias, sum0 + (uint)t3 * 16, 16, t3 == 24 ? 8 : 16);
            }
            else if (t3 < 50)
            {
                Gemmini.Mvout(y + (t3 - 25) * 2048, bank0 + (uint)(t3 - 25) * 16, 16, t3 == 49 ? 8 : 16);
            }
            uint a12 = left12 + 112;
            uint d16 = sum1 + 98;
            uint left14 = a12;
            uint to10 = d16;
            for (int g10 = 0; g10 < 7; g10++)
            {
                Gemmini.Preload(Gemmini.Garbage, to10, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left14, Gemmini.Garbage, 16, 14, 16, 14);
                left14 += 16;
                to10 += 14;
            }
            Gemmini.Mvin2(w + t3 % 9 * 16384 + t3 / 9 * 2048 + 16, (uint)(9344 + t3 * 16), 16, 16);
            if (t3 >= 47)
            {
                Gemmini.Mvin3(bias + 16, bank0 + (uint)(t3 - 47) * 16, 16, t3 == 71 ? 8 : 16);
            }
            int rs6 = t3 % 9;
            uint copy = (uint)(12288 + t3 / 9 * 288 + rs6 % 3 * 48 + rs6 / 3 * 14) + 144;
            uint a13 = left12 + 4096;
            uint d17 = sum1 + 196;
            uint left15 = a13;
            uint to11 = d17;
            for (int g11 = 0; g11 < 14; g11++)
            {
                Gemmini.Preload(Gemmini.Garbage, to11, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left15, Gemmini.Garbage, 16, 14, 16, 14);
                left15 += 16;
                to11 += 14;
            }
            Gemmini.Preload(Gemmini.Garbage, sum1, 16, 16, 16, 16);
            Gemmini.ComputeAccumulated(copy, Gemmini.Garbage, 16, 16, 16, 16);
        }
        sbyte* to12 = y + 50176;
        int* b = bias + 16;
        uint a14 = 0;
        uint copy1 = 12288;
        uint wt = 9344;
        uint row11 = 8192;
        sbyte* from = w;
        int s3 = 0;
        int r = 0;
        for (int step = 0; step < 72; step++)
        {
            Gemmini.Preload(wt, sum0 + 16, 16, 16, 16, 12);
            Gemmini.ComputePreloaded(a14 + 18, Gemmini.Garbage, 16, 12, 16, 12);
            uint a15 = a14 + 32;
            uint d18 = sum0 + 28;
            uint left16 = a15;
            uint to13 = d18;
            for (int g12 = 0; g12 < 5; g12++)
            {
                Gemmini.Preload(Gemmini.Garbage, to13, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left16, Gemmini.Garbage, 16, 14, 16, 14);
                left16 += 16;
                to13 += 14;
            }
            if (step < 25)
            {
                Gemmini.Mvout(to12 + step * 2048, bank1 + (uint)step * 16, 16, step == 24 ? 8 : 16);
            }
            else if (step >= 47)
            {
                Gemmini.Mvin3(b, bank1 + (uint)(step - 47) * 16, 16, step == 71 ? 8 : 16);
            }
            uint a16 = a14 + 112;
            uint d19 = sum0 + 98;
            uint left17 = a16;
            uint to14 = d19;
            for (int g13 = 0; g13 < 7; g13++)
            {
                Gemmini.Preload(Gemmini.Garbage, to14, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left17, Gemmini.Garbage, 16, 14, 16, 14);
                left17 += 16;
                to14 += 14;
            }
            uint a17 = a14 + 4096;
            uint d20 = sum0 + 196;
            uint left18 = a17;
            uint to15 = d20;
            for (int g14 = 0; g14 < 14; g14++)
            {
                Gemmini.Preload(Gemmini.Garbage, to15, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left18, Gemmini.Garbage, 16, 14, 16, 14);
                left18 += 16;
                to15 += 14;
            }
            Gemmini.Preload(Gemmini.Garbage, sum0, 16, 16, 16, 16);
            Gemmini.ComputeAccumulated(copy1, Gemmini.Garbage, 16, 16, 16, 16);
            wt += 16;
            row11 += 16;
            from += 16384;
            a14 += 1;
            copy1 += 48;
            s3 += 1;
            if (s3 == 3)
            {
                s3 = 0;
                a14 += 13;
                copy1 -= 130;
                r += 1;
                if (r == 3)
                {
                    r = 0;
                    a14 += 208;
                    copy1 += 246;
                    from -= 145408;
                }
            }
        }
        for (int kb = 1; kb < 7; kb++)
        {
            uint mine = 8192 + (uint)(kb & 1) * 1152;
            uint others = 9344 - (uint)(kb & 1) * 1152;
            sbyte* to16 = y + kb * 16;
            int* b1 = bias + kb * 16 + 16;
            sbyte* source = w + kb * 16 + 16;
            uint a18 = 2048;
            uint copy2 = 12432;
            uint wt1 = mine;
            uint row12 = others;
            sbyte* from1 = source;
            int s4 = 0;
            int r1 = 0;
            for (int step1 = 0; step1 < 72; step1++)
            {
                Gemmini.Preload(wt1, sum1 + 16, 16, 16, 16, 12);
                Gemmini.ComputePreloaded(a18 + 18, Gemmini.Garbage, 16, 12, 16, 12);
                uint a19 = a18 + 32;
                uint d21 = sum1 + 28;
                uint left19 = a19;
                uint to17 = d21;
                for (int g15 = 0; g15 < 5; g15++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to17, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left19, Gemmini.Garbage, 16, 14, 16, 14);
                    left19 += 16;
                    to17 += 14;
                }
                if (step1 < 25)
                {
                    Gemmini.Mvout(to16 + step1 * 2048, bank0 + (uint)step1 * 16, 16, step1 == 24 ? 8 : 16);
                }
                else if (step1 >= 47)
                {
                    Gemmini.Mvin3(b1, bank0 + (uint)(step1 - 47) * 16, 16, step1 == 71 ? 8 : 16);
                }
                uint a20 = a18 + 112;
                uint d22 = sum1 + 98;
                uint left20 = a20;
                uint to18 = d22;
                for (int g16 = 0; g16 < 7; g16++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to18, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left20, Gemmini.Garbage, 16, 14, 16, 14);
                    left20 += 16;
                    to18 += 14;
                }
                Gemmini.Mvin2(from1, row12, 16, 16);
                uint a21 = a18 + 4096;
                uint d23 = sum1 + 196;
                uint left21 = a21;
                uint to19 = d23;
                for (int g17 = 0; g17 < 14; g17++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to19, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left21, Gemmini.Garbage, 16, 14, 16, 14);
                    left21 += 16;
                    to19 += 14;
                }
                Gemmini.Preload(Gemmini.Garbage, sum1, 16, 16, 16, 16);
                Gemmini.ComputeAccumulated(copy2, Gemmini.Garbage, 16, 16, 16, 16);
                wt1 += 16;
                row12 += 16;
                from1 += 16384;
                a18 += 1;
                copy2 += 48;
                s4 += 1;
                if (s4 == 3)
                {
                    s4 = 0;
                    a18 += 13;
                    copy2 -= 130;
                    r1 += 1;
                    if (r1 == 3)
                    {
                        r1 = 0;
                        a18 += 208;
                        copy2 += 246;
                        from1 -= 145408;
                    }
                }
            }
            sbyte* to20 = y + 50176 + kb * 16;
            int* b2 = bias + kb * 16 + 16;
            uint a22 = 0;
            uint copy3 = 12288;
            uint wt2 = others;
            uint row13 = mine;
            sbyte* from2 = w;
            int s5 = 0;
            int r2 = 0;
            for (int step2 = 0; step2 < 72; step2++)
            {
                Gemmini.Preload(wt2, sum0 + 16, 16, 16, 16, 12);
                Gemmini.ComputePreloaded(a22 + 18, Gemmini.Garbage, 16, 12, 16, 12);
                uint a23 = a22 + 32;
                uint d24 = sum0 + 28;
                uint left22 = a23;
                uint to21 = d24;
                for (int g18 = 0; g18 < 5; g18++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to21, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left22, Gemmini.Garbage, 16, 14, 16, 14);
                    left22 += 16;
                    to21 += 14;
                }
                if (step2 < 25)
                {
                    Gemmini.Mvout(to20 + step2 * 2048, bank1 + (uint)step2 * 16, 16, step2 == 24 ? 8 : 16);
                }
                else if (step2 >= 47)
                {
                    Gemmini.Mvin3(b2, bank1 + (uint)(step2 - 47) * 16, 16, step2 == 71 ? 8 : 16);
                }
                uint a24 = a22 + 112;
                uint d25 = sum0 + 98;
                uint left23 = a24;
                uint to22 = d25;
                for (int g19 = 0; g19 < 7; g19++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to22, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left23, Gemmini.Garbage, 16, 14, 16, 14);
                    left23 += 16;
                    to22 += 14;
                }
                uint a25 = a22 + 4096;
                uint d26 = sum0 + 196;
                uint left24 = a25;
                uint to23 = d26;
                for (int g20 = 0; g20 < 14; g20++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to23, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left24, Gemmini.Garbage, 16, 14, 16, 14);
                    left24 += 16;
                    to23 += 14;
                }
                Gemmini.Preload(Gemmini.Garbage, sum0, 16, 16, 16, 16);
                Gemmini.ComputeAccumulated(copy3, Gemmini.Garbage, 16, 16, 16, 16);
                wt2 += 16;
                row13 += 16;
                from2 += 16384;
                a22 += 1;
                copy3 += 48;
                s5 += 1;
                if (s5 == 3)
                {
                    s5 = 0;
                    a22 += 13;
                    copy3 -= 130;
                    r2 += 1;
                    if (r2 == 3)
                    {
                        r2 = 0;
                        a22 += 208;
                        copy3 += 246;
                        from2 -= 145408;
                    }
                }
            }
        }
        uint last = bank0 + 392;
        for (int t4 = 0; t4 < 72; t4++)
        {
            int rs7 = t4 % 9;
            uint left25 = (uint)(t4 / 9 * 256 + rs7 / 3 * 16 + rs7 % 3) + 2048;
            uint weights4 = 9344 + (uint)t4 * 16;
            Gemmini.Preload(weights4, sum1 + 16, 16, 16, 16, 12);
            Gemmini.ComputePreloaded(left25 + 18, Gemmini.Garbage, 16, 12, 16, 12);
            uint a26 = left25 + 32;
            uint d27 = sum1 + 28;
            uint left26 = a26;
            uint to24 = d27;
            for (int g21 = 0; g21 < 5; g21++)
            {
                Gemmini.Preload(Gemmini.Garbage, to24, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left26, Gemmini.Garbage, 16, 14, 16, 14);
                left26 += 16;
                to24 += 14;
            }
            if (t4 < 25)
            {
                Gemmini.Mvout(y + t4 * 2048 + 112, bank0 + (uint)t4 * 16, 16, t4 == 24 ? 8 : 16);
            }
            uint a27 = left25 + 112;
            uint d28 = sum1 + 98;
            uint left27 = a27;
            uint to25 = d28;
            for (int g22 = 0; g22 < 7; g22++)
            {
                Gemmini.Preload(Gemmini.Garbage, to25, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left27, Gemmini.Garbage, 16, 14, 16, 14);
                left27 += 16;
                to25 += 14;
            }
            if (t4 >= 30 && t4 < 34)
            {
                Gemmini.Mvin3(bias + 112, last + (uint)(t4 - 30) * 14, 16, 14);
            }
            uint a28 = left25 + 4096;
            uint d29 = sum1 + 196;
            uint left28 = a28;
            uint to26 = d29;
            for (int g23 = 0; g23 < 10; g23++)
            {
                Gemmini.Preload(Gemmini.Garbage, to26, 16, 16, 16, 14);
                Gemmini.ComputeAccumulated(left28, Gemmini.Garbage, 16, 14, 16, 14);
                left28 += 16;
                to26 += 14;
            }
            if (t4 < 64)
            {
                uint a29 = left25 + 4256;
                uint left29 = a29;
                uint to27 = last;
                for (int g24 = 0; g24 < 4; g24++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to27, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left29, Gemmini.Garbage, 16, 14, 16, 14);
                    left29 += 16;
                    to27 += 14;
                }
            }
            Gemmini.Preload(Gemmini.Garbage, sum1, 16, 16, 16, 16);
            int rs8 = t4 % 9;
            Gemmini.ComputeAccumulated((uint)(12288 + t4 / 9 * 288 + rs8 % 3 * 48 + rs8 / 3 * 14) + 144, Gemmini.Garbage, 16, 16, 16, 16);
            last = last | 1073741824;
        }
        int next = 0;
        for (int t5 = 64; t5 < 72; t5++)
        {
            int rs9 = t5 % 9;
            uint left30 = (uint)(t5 / 9 * 256 + rs9 / 3 * 16 + rs9 % 3) + 6304;
            uint weights5 = 9344 + (uint)t5 * 16;
            Gemmini.Preload(weights5, last, 16, 16, 16, 14);
            Gemmini.ComputePreloaded(left30, Gemmini.Garbage, 16, 14, 16, 14);
            uint g25 = 1;
            while (g25 < 4)
            {
                if (next < 21)
                {
                    Gemmini.Mvout(y + 50176 + next * 2048 + 112, bank1 + (uint)next * 16, 16, 16);
                    next += 1;
                }
                uint a30 = left30 + g25 * 16;
                uint d30 = last + g25 * 14;
                uint left31 = a30;
                uint to28 = d30;
                for (int g26 = 0; g26 < 1; g26++)
                {
                    Gemmini.Preload(Gemmini.Garbage, to28, 16, 16, 16, 14);
                    Gemmini.ComputeAccumulated(left31, Gemmini.Garbage, 16, 14, 16, 14);
                    left31 += 16;
                    to28 += 14;
                }
                g25 += 1;
            }
        }
        for (int g27 = 0; g27 < 4; g27++)
        {
            Gemmini.Mvout(y + (728 + g27 * 14) * 128 + 112, bank0 + 392 + (uint)g27 * 14, 16, 14);
        }
        Gemmini.Fence();
    }
}
