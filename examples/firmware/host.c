#include "host.h"

#include <stdint.h>

volatile uint64_t tohost __attribute__((section(".tohost"), aligned(64)));
volatile uint64_t fromhost __attribute__((section(".tohost"), aligned(64)));

static void put(char c)
{
    while (tohost != 0) { }
    tohost = (UINT64_C(0x0101) << 48) | (uint8_t)c;
}

void print(const char* text)
{
    while (*text) put(*text++);
}

void print_number(unsigned long value)
{
    char digits[20];
    int count = 0;
    do { digits[count++] = (char)('0' + value % 10); } while ((value /= 10) != 0);
    while (count > 0) put(digits[--count]);
}

void finish(int code)
{
    while (tohost != 0) { }
    tohost = ((uint64_t)(uint32_t)code << 1) | 1;
    for (;;) { }
}
