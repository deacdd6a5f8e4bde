/* Runs the golden samples: class, votes and every spike of every neuron must be as they were when this was written.
 * Ends with 0 when they are. With NO_SAMPLES it runs one empty picture and is only good for measuring its size. */
#include "@name@.h"

#if __STDC_HOSTED__
#include <stdio.h>
#else
int puts(const char *text); /* startup.c */
#endif

static @name@_state state;

#ifdef NO_SAMPLES
static uint8_t pixels[@NAME@_INPUTS]; /* where a camera would write */

int main(void)
{
    @name@_begin(&state, pixels, 0);
    while (@name@_run(&state) != 0) {
    }
    return @name@_class(&state);
}
#else
#include "golden.h"

/* FNV-1a */
static uint32_t hash(uint32_t value, const uint8_t *bytes, uint32_t count)
{
    uint32_t n;
    for (n = 0; n < count; n++) {
        value = (value ^ bytes[n]) * UINT32_C(16777619);
    }
    return value;
}

static int right(uint32_t g)
{
    uint32_t spikes = UINT32_C(2166136261);
    uint32_t c;
    @name@_begin(&state, golden_pixels[g], golden_samples[g]);
    while (@name@_run(&state) != 0) {
        spikes = hash(spikes, state.spikes, @NAME@_NEURONS);
    }
    for (c = 0; c < @NAME@_CLASSES; c++) {
        if (state.votes[c] != golden_votes[g][c]) {
            return 0;
        }
    }
    return @name@_class(&state) == golden_classes[g] && spikes == golden_spikes[g];
}

int main(void)
{
    uint32_t g;
    for (g = 0; g < GOLDEN_SAMPLES; g++) {
        if (!right(g)) {
            puts("FAILED: a golden sample gives another answer");
            return 1;
        }
    }
    puts("passed: all golden samples give the same class, votes and spikes");
    return 0;
}
#endif
