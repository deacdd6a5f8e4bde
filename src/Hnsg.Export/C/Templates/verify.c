/* Classifies samples. It reads for each its index (4 bytes, low byte first) and its pixels from standard input. It
 * writes the spike bytes of every call of run, then class and votes (2 bytes each, low byte first) to standard output. */
#include <stdio.h>
#include "@name@.h"

static void put16(unsigned value)
{
    putchar((int)(value & 0xFF));
    putchar((int)(value >> 8 & 0xFF));
}

int main(void)
{
    static @name@_state state;
    static uint8_t input[4 + @NAME@_INPUTS];
    while (fread(input, 1, sizeof input, stdin) == sizeof input) {
        int c;
        uint32_t sample = input[0] | (uint32_t)input[1] << 8 | (uint32_t)input[2] << 16 | (uint32_t)input[3] << 24;
        @name@_begin(&state, input + 4, sample);
        while (@name@_run(&state) != 0) {
            fwrite(state.spikes, 1, sizeof state.spikes, stdout);
        }
        put16((unsigned)@name@_class(&state));
        for (c = 0; c < @NAME@_CLASSES; c++) {
            put16(state.votes[c]);
        }
    }
    return fflush(stdout) != 0;
}
