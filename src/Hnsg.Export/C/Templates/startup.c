/* For the self-test on a Cortex-M without a library, not for your project: the vector table, memory, a clock, and
 * semihosting for puts and exit. */
#include <stddef.h>
#include <stdint.h>

int main(void);
int puts(const char *text);
uint32_t elapsed(void);
void *memset(void *to, int value, size_t count);
void *memcpy(void *to, const void *from, size_t count);
void reset(void);
void trap(void);

extern uint32_t stack_top, data_start, data_end, data_load, bss_start, bss_end;

/* The compiler may call these two even if the program does not. */
__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memset(void *to, int value, size_t count)
{
    uint8_t *byte = to;
    while (count-- != 0) {
        *byte++ = (uint8_t)value;
    }
    return to;
}

__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memcpy(void *to, const void *from, size_t count)
{
    uint8_t *byte = to;
    const uint8_t *source = from;
    while (count-- != 0) {
        *byte++ = *source++;
    }
    return to;
}

static void call(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
}

int puts(const char *text)
{
    call(4, text); /* SYS_WRITE0 */
    call(4, "\n");
    return 0;
}

/* Core cycles since the last call, from the system timer, which counts down in 24 bits. In QEMU, -icount shift=0 makes
 * every instruction take a nanosecond; a tick of the boards mps2-an385 and mps2-an386 is then 40 instructions. */
uint32_t elapsed(void)
{
    static uint32_t last;
    volatile uint32_t *timer = (volatile uint32_t *)0xE000E010u; /* control, reload value, current value */
    uint32_t now;
    uint32_t gone;
    timer[1] = 0xFFFFFFu;
    timer[0] = 5u; /* on, at the core's clock, without interrupts */
    now = timer[2];
    gone = (last - now) & 0xFFFFFFu;
    last = now;
    return gone;
}

static void leave(int code)
{
    /* SYS_EXIT: application exit, or run-time error */
    call(0x18, (const void *)(code == 0 ? (uintptr_t)0x20026 : (uintptr_t)0x20023));
    for (;;) {
    }
}

void trap(void)
{
    leave(1);
}

void reset(void)
{
    uint32_t *from = &data_load;
    uint32_t *to;
    for (to = &data_start; to < &data_end; to++) {
        *to = *from++;
    }
    for (to = &bss_start; to < &bss_end; to++) {
        *to = 0;
    }
    leave(main());
}

/* as the processor reads it: the stack, then reset, faults and interrupts */
struct vectors {
    void *stack;
    void (*handlers[15])(void);
};

__attribute__((section(".vectors"), used)) static const struct vectors vectors = {
    &stack_top, { reset, trap, trap, trap, trap, trap, 0, 0, 0, 0, trap, trap, 0, trap, trap },
};
