/* Runs the golden samples: class, votes and every spike of every neuron must be the same as when this was written.
 * Exits with 0 if they are. With COUNT it also prints how long an image takes, measured by the target's elapsed(), of
 * which one tick counts as COUNT. With NO_SAMPLES it runs one empty picture; that is only for measuring the size of
 * the program. */
#include "@name@.h"

#if __STDC_HOSTED__
#include <stdio.h>
#else
int puts(const char *text); /* in the target's file */
#endif

static @name@_state state;

#ifdef NO_SAMPLES
static uint8_t pixels[@NAME@_INPUTS]; /* a camera would write here */

int main(void)
{
    @name@_begin(&state, pixels, 0u);
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
    for (n = 0u; n < count; n++) {
        value = (value ^ bytes[n]) * 16777619u;
    }
    return value;
}

static int right(uint32_t g)
{
    uint32_t spikes = 2166136261u;
    uint32_t c;
    @name@_begin(&state, golden_pixels[g], golden_samples[g]);
    while (@name@_run(&state) != 0) {
        spikes = hash(spikes, state.spikes, (uint32_t)@NAME@_NEURONS);
    }
    for (c = 0u; c < (uint32_t)@NAME@_CLASSES; c++) {
        if (state.votes[c] != golden_votes[g][c]) {
            return 0;
        }
    }
    return (@name@_class(&state) == (int)golden_classes[g]) && (spikes == golden_spikes[g]);
}

#ifdef COUNT
uint32_t elapsed(void); /* since the last call; in the target's file */

static void count(void)
{
    char text[11];
    int at = 10;
    uint32_t sum = 0u;
    uint32_t g;
    for (g = 0u; g < (uint32_t)GOLDEN_SAMPLES; g++) {
        (void)elapsed();
        @name@_begin(&state, golden_pixels[g], golden_samples[g]);
        while (@name@_run(&state) != 0) {
        }
        (void)@name@_class(&state);
        sum += elapsed();
    }
    sum = sum / (uint32_t)GOLDEN_SAMPLES * COUNT;
    text[10] = '\0';
    do {
        at--;
        text[at] = (char)('0' + (char)(sum % 10u));
        sum /= 10u;
    } while (sum != 0u);
    (void)puts(&text[at]);
}
#endif

int main(void)
{
    uint32_t g;
    for (g = 0u; g < (uint32_t)GOLDEN_SAMPLES; g++) {
        if (!right(g)) {
            (void)puts("FAILED: a golden sample gives another answer");
            return 1;
        }
    }
#ifdef COUNT
    count();
#endif
    (void)puts("passed: all golden samples give the same class, votes and spikes");
    return 0;
}
#endif
