/* What a bare-metal program has of a host: text and an exit code, by HTIF (Spike, Verilator harnesses and 'autocomp run' speak it). */
#ifndef HOST_H
#define HOST_H

void print(const char* text);
void print_number(unsigned long value);
void finish(int code) __attribute__((noreturn));

static inline unsigned long cycles(void)
{
    unsigned long value;
    __asm__ volatile("fence iorw, iorw\n\trdcycle %0" : "=r"(value) : : "memory");
    return value;
}

#endif
