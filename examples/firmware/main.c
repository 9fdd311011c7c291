/* Calls a kernel that was written in C#, checks it against the same layer in C, and says how many cycles a call takes. */
#include "Kernels.h"
#include "host.h"

enum
{
    M = Firmware_Layer_Dense_k128_m64_n48_m,
    N = Firmware_Layer_Dense_k128_m64_n48_n,
    K = Firmware_Layer_Dense_k128_m64_n48_k,
};

#define TENSOR __attribute__((aligned(64)))
static TENSOR int8_t x[M * K], w[K * N], y[M * N];
static TENSOR int32_t bias[N];
static const float scale = 0.0078125f;

static int8_t expected(int i, int j)
{
    int32_t sum = bias[j];
    for (int p = 0; p < K; p++) sum += x[i * K + p] * w[p * N + j];
    float scaled = (float)sum * scale;
    if (!(scaled > 0)) return 0;
    if (scaled >= 127) return 127;

    /* Adding and taking away 2^23 rounds to the nearest whole number, ties to even. */
    volatile float whole = scaled + 8388608.0f;
    return (int8_t)(whole - 8388608.0f);
}

int main(void)
{
    uint32_t random = 1;
    for (int i = 0; i < M * K; i++) x[i] = (int8_t)((random = random * 1664525u + 1013904223u) >> 24);
    for (int i = 0; i < K * N; i++) w[i] = (int8_t)((random = random * 1664525u + 1013904223u) >> 24);
    for (int i = 0; i < N; i++) bias[i] = (int32_t)((random = random * 1664525u + 1013904223u) >> 16) - 32768;

    /* The first call fills the caches, with this loop's own code too; builds measure the second one as well (memory state 'steady'). */
    unsigned long taken = 0;
    for (int call = 0; call < 2; call++)
    {
        unsigned long start = cycles();
        Firmware_Layer_Dense_k128_m64_n48(x, w, bias, y, scale);
        taken = cycles() - start;
    }

    int wrong = 0;
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) wrong += y[i * N + j] != expected(i, j);

    print("wrong results: ");
    print_number((unsigned long)wrong);
    print("\ncycles of a call: ");
    print_number(taken);
    print("\n");
    return wrong != 0;
}
