/* Code with every kind of reference that GCC makes in medany objects; the numbers in GccObjectTests follow from it.
   riscv64-unknown-elf-gcc -O2 -g -march=rv64gc -mabi=lp64d -mcmodel=medany -ffreestanding -fno-builtin -fcommon -ffunction-sections -fdata-sections -c gcc.c -o gcc.o
   With -fpie as well, it is gcc-pie.o. Debug sections other than those of lines are stripped. */
typedef long word;

int common_counter;
static word zeroed[40];
word initialized[4] = {3, 5, 7, 11};
static const char *const names[] = {"zero", "one", "twelve"};
static const double thirds[] = {1.0 / 3, 2.0 / 3};
__attribute__((weak)) extern int absent(int);
extern word aliased __attribute__((alias("initialized")));

__attribute__((noinline)) static word length(const char *text)
{
    word n = 0;
    while (*text++) n++;
    return n;
}

/* A jump table. */
__attribute__((noinline)) word choose(int selector, word value)
{
    switch (selector)
    {
        case 0: return value + 1;
        case 1: return value * 3;
        case 2: return value - initialized[1];
        case 3: return value ^ 0x55;
        case 4: return value << 2;
        case 5: return -value;
        case 6: return value % 13;
        default: return 0;
    }
}

static word twice(word value) { return 2 * value; }
static word square(word value) { return value * value; }
static word (*const functions[])(word) = {twice, square};

__attribute__((noinline)) static float mean(const float *values, int count)
{
    float sum = 0.5f;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum / count;
}

/* out: 8 doubles. */
void run(const float *values, double *out)
{
    word sum = 0;
    for (int i = 0; i < 8; i++) sum += choose(i, 100 + i);
    out[0] = sum;
    for (int i = 0; i < 40; i++) zeroed[i] += functions[i & 1](i);
    sum = 0;
    for (int i = 0; i < 40; i++) sum += zeroed[i];
    out[1] = sum;
    out[2] = mean(values, 4);
    out[3] = length(names[2]) + length(names[0]);
    out[4] = thirds[1] * 3;
    out[5] = absent ? absent(1) : 17;
    common_counter += 9;
    out[6] = common_counter;
    initialized[3] = 13;
    out[7] = aliased + initialized[3];
}
