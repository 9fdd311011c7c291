using Autocomp.Backend.Artifacts;
using Autocomp.Backend.Tests.EndToEnd;
using Autocomp.Isa;

namespace Autocomp.Backend.Tests.Artifacts;

public class HeaderWriterTests
{
    [Fact]
    public void Header_OfADenseLayer_StatesPrototypeSizesAndContract()
    {
        KernelCase kernel = KernelCase.Of("""
            [Kernel, Specialize("m=4, n=10")]
            public static void Run([Shape("m, n")] ReadOnlySpan<sbyte> x, [Output, Shape("m, n")] Span<int> y, Span<float> z, int m, int n, [ValueRange(0, 0.5)] float scale)
            { for (int i = 0; i < m * n; i++) y[i] = x[i]; }
            """.Replace("Span<float> z", "[Shape(\"n\")] Span<float> z", StringComparison.Ordinal));

        HeaderWriter.Write(kernel.Kernel, TargetPresets.Int8).ShouldBe("""
            /* K.Run(m=4, n=10) for gemmini-int8-16x16. Made by Autocomp. */
            #ifndef K_RUN_M4_N10_H
            #define K_RUN_M4_N10_H

            #include <stdbool.h>
            #include <stdint.h>

            /*
             * Tensors are row-major, aligned to 64 bytes and do not overlap unless noted.
             * On entry the accelerator must be drained (fence). Its configuration, scratchpad and accumulator may hold
             * anything; a kernel sets what it uses and leaves them changed. On return it is drained and all results are
             * visible to the core. Calling convention: lp64d, rounding mode to nearest even.
             */

            #ifdef __cplusplus
            extern "C" {
            #endif

            #define K_Run_m4_n10_m 4
            #define K_Run_m4_n10_n 10

            /*
             * K.Run(m=4, n=10)
             * x: read, 4 x 10 elements, 40 bytes
             * y: written completely, 4 x 10 elements, 160 bytes
             * z: read and written, 10 elements, 40 bytes
             * scale: scalar in 0..0.5
             */
            void K_Run_m4_n10(const int8_t* x, int32_t* y, float* z, float scale);

            #ifdef __cplusplus
            }
            #endif

            #endif

            """);
    }

    [Fact]
    public void Header_OfALibrary_DeclaresEachKernelOnceUnderOneGuard()
    {
        const string Members = """
            [Kernel, Specialize("n=4"), Specialize("n=8")]
            public static void Run([Shape("n")] ReadOnlySpan<sbyte> @new, [Output, Shape("n")] Span<int> y, int n)
            { for (int i = 0; i < n; i++) y[i] = @new[i]; }
            """;

        string header = HeaderWriter.Write("My.App", [.. KernelCase.All(Members).Select(kernel => kernel.Kernel)], TargetPresets.Int8);

        header.ShouldStartWith("/* Kernels of My.App for gemmini-int8-16x16. Made by Autocomp. */\n#ifndef MY_APP_H\n#define MY_APP_H\n");
        header.ShouldContain("#define K_Run_n4_n 4\n");
        header.ShouldContain("void K_Run_n4(const int8_t* new_, int32_t* y);\n");
        header.ShouldContain("void K_Run_n8(const int8_t* new_, int32_t* y);\n");
    }
}
