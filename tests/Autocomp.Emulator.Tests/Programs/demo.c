/* A bare-metal program as people write them: console and exit by HTIF, the cycle counter, library code, floats, and a product on the array.
   riscv64-unknown-elf-gcc -O2 -g -march=rv64gc -mabi=lp64d -mcmodel=medany -ffreestanding -fno-builtin -nostdlib -static -T demo.ld demo.c -o demo.elf
   Debug sections other than those of lines are stripped. */
#include <stdarg.h>
#include <stdint.h>

#define N 32
#define GARBAGE 0xffffffffu
#define ACC 0x80000000u
#define ADD 0xc0000000u
#define COMMAND(funct7, rs1, rs2) __asm__ volatile(".insn r CUSTOM_3, 0x3, %2, x0, %0, %1" ::"r"((uint64_t)(rs1)), "r"((uint64_t)(rs2)), "i"(funct7) : "memory")
#define TILE(address) ((uint64_t)16 << 48 | (uint64_t)16 << 32 | (address))

volatile uint64_t tohost __attribute__((section(".tohost"), aligned(64)));
volatile uint64_t fromhost __attribute__((section(".tohost"), aligned(64)));

static int8_t a[N][N] __attribute__((aligned(64)));
static int8_t b[N][N] __attribute__((aligned(64)));
static int8_t c[N][N] __attribute__((aligned(64)));

__asm__(".section .text.init; .globl _start; _start: la sp, stack_top; li t0, 0x6000; csrs mstatus, t0; csrw fcsr, x0; call main; slli a0, a0, 1; ori a0, a0, 1; la t0, tohost; 1: sd a0, 0(t0); j 1b; .text");

static void put(char character)
{
    tohost = (uint64_t)0x0101 << 48 | (uint8_t)character;
    while (tohost) { }
}

static void print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (; *format; format++)
    {
        if (*format != '%') { put(*format); continue; }
        format++;
        if (*format == 's') for (const char *text = va_arg(arguments, const char *); *text; text++) put(*text);
        if (*format != 'd') continue;
        long value = va_arg(arguments, long);
        char digits[20];
        int count = 0;
        if (value < 0) { put('-'); value = -value; }
        do digits[count++] = '0' + value % 10; while (value /= 10);
        while (count) put(digits[--count]);
    }
    va_end(arguments);
}

static inline uint64_t cycles(void)
{
    uint64_t value;
    __asm__ volatile("rdcycle %0" : "=r"(value));
    return value;
}

static uint64_t one(void)
{
    union { float number; uint32_t bits; } scale = {1.0f};
    return (uint64_t)scale.bits << 32;
}

__attribute__((noinline)) static void multiply(void)
{
    COMMAND(0, one() | 1 << 16 | 4, (uint64_t)1 << 48);
    COMMAND(0, one() | 16 << 16 | 1 << 8 | 1, N);
    COMMAND(0, 2, one() | N);
    for (int k = 0; k < 2; k++)
    {
        COMMAND(2, &a[0][16 * k], TILE(32 * k));
        COMMAND(2, &a[16][16 * k], TILE(32 * k + 16));
        COMMAND(2, &b[16 * k][0], TILE(64 + 32 * k));
        COMMAND(2, &b[16 * k][16], TILE(64 + 32 * k + 16));
    }
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < 2; j++)
            for (int i = 0; i < 2; i++)
            {
                COMMAND(6, TILE(i ? GARBAGE : 64 + 32 * k + 16 * j), TILE((k ? ADD : ACC) + 32 * j + 16 * i));
                if (i) COMMAND(5, TILE(32 * k + 16 * i), TILE(GARBAGE));
                else COMMAND(4, TILE(32 * k + 16 * i), TILE(GARBAGE));
            }
    for (int j = 0; j < 2; j++)
        for (int i = 0; i < 2; i++) COMMAND(3, &c[16 * i][16 * j], TILE(ACC + 32 * j + 16 * i));
    __asm__ volatile("fence" ::: "memory");
}

__attribute__((noinline)) static int check(void)
{
    int wrong = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
        {
            int sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            wrong += c[i][j] != (sum > 127 ? 127 : sum < -128 ? -128 : sum);
        }
    return wrong;
}

__attribute__((noinline)) static double root(double x)
{
    double y = x;
    for (int i = 0; i < 20; i++) y = (y + x / y) / 2;
    return y;
}

int main(void)
{
    unsigned seed = 1;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
        {
            seed = seed * 1103515245 + 12345;
            a[i][j] = (int8_t)((seed >> 16) % 7) - 3;
            b[i][j] = (int8_t)((seed >> 24) % 5) - 2;
        }
    uint64_t begin = cycles();
    multiply();
    uint64_t end = cycles();
    int wrong = check();
    print("%s: %d wrong, root %d\n", "product", (long)wrong, (long)(root(2.0) * 1000000));
    return wrong == 0 && end > begin ? 0 : 1;
}
