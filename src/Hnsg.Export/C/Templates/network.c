/* @title@
 *
 * Written by hnsg; see @name@.h for how to use it. For input i and neuron j of a layer:
 *
 *     I[j] = sum over kept connections of weight(i, j) * input(i)
 *     u = v - (v >> shift) + I ;  spike where u > threshold ;  then the reset
 */
#include "@name@.h"

/* const keeps tables in flash, except on an AVR, whose compiler needs a keyword of GNU C for that. */
#ifdef __FLASH
#define @NAME@_TABLE const __flash
#else
#define @NAME@_TABLE const
#endif

const char *const @name@_class_names[@NAME@_CLASSES] = {
@class_names@
};

@tables@
struct layer {
    uint32_t kept; /* connections */
    int32_t threshold;
    @NAME@_TABLE uint32_t *mask; /* @forms@ */
//@if table
    @NAME@_TABLE @weight_type@ *weights; /* @weight_order@ */
//@end
    uint16_t inputs;
    uint16_t neurons;
    uint8_t shift; /* decay per step: 1 - 2^-shift */
//@if generate
    uint8_t number; /* of the layer; selects the random stream of its weights */
//@end
//@if compressed
    uint8_t rice; /* low bits of a distance that are stored in binary, after its unary part */
//@end
//@if mixed
    uint8_t flat; /* which form the mask is stored in */
//@end
//@if resets
    uint8_t reset;
//@end
};

//@if resets
@reset_names@

//@end
static const struct layer layers[@NAME@_LAYERS] = {
@layer_rows@
};

//@if threefry
/* Threefry-2x32, 20 rounds (Salmon et al., SC 2011): the random block for a counter and a key. */
static void threefry(uint32_t key0, uint32_t key1, uint32_t counter0, uint32_t counter1, uint32_t block[2])
{
    static const uint8_t rotations[8] = { 13u, 15u, 26u, 6u, 17u, 29u, 16u, 24u };
    uint32_t key[3];
    uint32_t x0 = counter0 + key0;
    uint32_t x1 = counter1 + key1;
    uint32_t round;
    key[0] = key0;
    key[1] = key1;
    key[2] = 0x1BD11BDAu ^ key0 ^ key1;
    for (round = 0u; round < 20u; round++) {
        uint32_t rotation = rotations[round % 8u];
        x0 += x1;
        x1 = ((x1 << rotation) | (x1 >> (32u - rotation))) ^ x0;
        if ((round % 4u) == 3u) {
            uint32_t n = (round / 4u) + 1u;
            x0 += key[n % 3u];
            x1 += key[(n + 1u) % 3u] + n;
        }
    }
    block[0] = x0;
    block[1] = x1;
}

//@end
//@if generate
/* The block of random bits that holds the last weight asked for, and those around it. */
struct source {
    uint32_t stream;
    uint32_t block; /* index + 1; 0 for none */
    uint32_t bits[2];
};

/* The frozen weight of connection index = i * neurons + j. */
static int32_t weight(struct source *source, uint32_t index)
{
    uint32_t block = (index / @per_block@u) + 1u;
//@if binomial
    uint32_t bits;
    int32_t ones = 0;
//@end
    if (block != source->block) {
        source->block = block;
        threefry(@seed0@u, @seed1@u, block - 1u, source->stream, source->bits);
    }
//@if signed
    return (((source->bits[(index / 32u) % 2u] >> (index % 32u)) & 1u) != 0u) ? 1 : -1;
//@end
//@if binomial
    for (bits = (source->bits[(index / 2u) % 2u] >> (16u * (index % 2u))) & 0xFFFFu; bits != 0u; bits &= bits - 1u) {
        ones++;
    }
    return ones - 8;
//@end
//@if uniform
    return (int32_t)((((source->bits[(index / 2u) % 2u] >> (16u * (index % 2u))) & 0xFFFFu) * 15u) >> 16u) - 7;
//@end
}

//@else
/* The frozen weight at an index of the layer's table. */
static int32_t weight(const struct layer *l, uint32_t place)
{
//@if signed
    return (((l->weights[place / 32u] >> (place % 32u)) & 1u) != 0u) ? 1 : -1;
//@else
    return l->weights[place];
//@end
}

//@end
/* Adds what an input sends to neuron j over a connection. value: a pixel, or spikes as one bit per step. */
static void add(@name@_state *state, const struct layer *l, uint16_t j, uint8_t value, int32_t weight)
{
//@if spikes
    uint32_t at = 8u * (uint32_t)j;
    uint32_t steps = value;
//@end
//@if direct
    if (l == layers) {
        state->constant[j] += weight * (int32_t)value;
//@if spikes
        steps = 0u;
//@end
    }
//@else
    (void)l;
//@end
//@if spikes
    while (steps != 0u) {
        if ((steps & 1u) != 0u) {
            state->current[at] = (@current@)(state->current[at] + weight);
        }
        steps >>= 1u;
        at++;
    }
//@end
}

//@if flat
/* Walks over the rows of a mask with one bit per connection. */
static void walk_flat(@name@_state *state, const struct layer *l, const uint8_t *input)
{
//@if generate
    struct source source = { 0u, 0u, { 0u, 0u } };
//@end
    uint16_t i;
//@if generate
    source.stream = 0x01000000u + l->number;
//@end
    for (i = 0u; i < l->inputs; i++) {
        uint32_t index = (uint32_t)i * l->neurons;
        uint16_t j = 0u;
        while ((input[i] != 0u) && (j < l->neurons)) {
            /* the rest of a word of the mask */
            uint32_t word = l->mask[index / 32u] >> (index % 32u);
            uint16_t left = (uint16_t)(32u - (index % 32u));
            uint16_t k;
            if (left > (l->neurons - j)) {
                left = (uint16_t)(l->neurons - j);
            }
            for (k = 0u; (k < left) && (word != 0u); k++) {
                if ((word & 1u) != 0u) {
//@if generate
                    add(state, l, (uint16_t)(j + k), input[i], weight(&source, index + k));
//@else
                    add(state, l, (uint16_t)(j + k), input[i], weight(l, index + k));
//@end
                }
                word >>= 1u;
            }
            j = (uint16_t)(j + left);
            index += left;
        }
    }
}

//@end
//@if compressed
/* The next bits of a code; at most 16. */
static uint32_t take(@NAME@_TABLE uint32_t *code, uint32_t *at, uint8_t count)
{
    uint32_t first = *at % 32u;
    uint32_t bits = code[*at / 32u] >> first;
    if ((first + count) > 32u) {
        bits |= code[(*at / 32u) + 1u] << (32u - first);
    }
    *at += count;
    return bits & (((uint32_t)1u << count) - 1u);
}

/* Walks over the kept connections of a mask that is stored as the distances between them (Rice code). */
static void walk_compressed(@name@_state *state, const struct layer *l, const uint8_t *input)
{
//@if generate
    struct source source = { 0u, 0u, { 0u, 0u } };
//@end
    uint32_t at = 0u;
    uint32_t row = 0u; /* index of the row's first connection */
    uint32_t j = 0u;
    uint32_t n;
    uint16_t i = 0u;
//@if generate
    source.stream = 0x01000000u + l->number;
//@end
    for (n = 0u; n < l->kept; n++) {
        while (take(l->mask, &at, 1u) != 0u) {
            j += (uint32_t)1u << l->rice;
        }
        j += take(l->mask, &at, l->rice);
        while (j >= l->neurons) {
            j -= l->neurons;
            row += l->neurons;
            i++;
        }
        if (input[i] != 0u) {
//@if generate
            add(state, l, (uint16_t)j, input[i], weight(&source, row + j));
//@else
            add(state, l, (uint16_t)j, input[i], weight(l, n));
//@end
        }
        j++;
    }
//@if table
    (void)row;
//@end
}

//@end
/* v >> shift, rounded down; C leaves it to the compiler how to shift a negative v. */
static int32_t leak_of(int32_t v, uint8_t shift)
{
    int32_t positive = (v >= 0) ? v : (-1 - v);
    uint32_t bits = (uint32_t)positive;
    bits >>= shift;
    positive = (int32_t)bits;
    return (v >= 0) ? positive : (-1 - positive);
}

/* Updates the membranes of a layer over some steps. */
static void fire(@name@_state *state, const struct layer *l, int32_t *membrane, uint8_t *spikes, uint8_t steps)
{
    uint16_t j;
    for (j = 0u; j < l->neurons; j++) {
        int32_t v = membrane[j];
        uint8_t fired = 0u;
        uint8_t t;
//@if delayed
        uint8_t spiked = (uint8_t)(spikes[j] >> 7u);
//@end
        for (t = 0u; t < steps; t++) {
//@if direct
            int32_t current = @direct_current@;
//@else
            int32_t current = (int32_t)state->current[(8u * (uint32_t)j) + t] * (int32_t)@one@;
//@end
            v = (v - leak_of(v, l->shift)) + current;
//@if delayed
            if (@is_delayed@(spiked != 0u)) {
                v -= l->threshold;
            }
            spiked = (@never_none@(v > l->threshold)) ? 1u : 0u;
            if (spiked != 0u) {
//@else
            if (@never_none@(v > l->threshold)) {
//@end
                fired |= (uint8_t)(1u << t);
@after_spike@
            }
        }
        membrane[j] = v;
        spikes[j] = fired;
    }
}

//@if rate
/* A pixel spikes when a random byte is less than it. A block holds the bytes of 8 steps of a pixel. */
static void encode(@name@_state *state, uint8_t steps)
{
    uint32_t i;
    for (i = 0u; i < (uint32_t)@NAME@_INPUTS; i++) {
        uint8_t spikes = 0u;
        if (state->pixels[i] != 0u) {
            uint32_t block[2];
            uint8_t t;
            threefry(@spike_key0@u, @spike_key1@u,
                     (i * @blocks@u) + ((uint32_t)state->step / 8u), state->sample, block);
            for (t = 0u; t < steps; t++) {
                if (((block[t / 4u] >> (8u * (t % 4u))) & 0xFFu) < state->pixels[i]) {
                    spikes |= (uint8_t)(1u << t);
                }
            }
        }
        state->input[i] = spikes;
    }
}

//@end
void @name@_begin(@name@_state *state, const uint8_t *pixels, uint32_t sample)
{
    uint32_t n;
    state->pixels = pixels;
    state->sample = sample;
    state->step = 0u;
    for (n = 0u; n < (uint32_t)@NAME@_NEURONS; n++) {
        state->membrane[n] = 0;
        state->spikes[n] = 0u;
    }
//@if direct
    for (n = 0u; n < @first@u; n++) {
        state->constant[n] = 0;
    }
//@end
    for (n = 0u; n < (uint32_t)@NAME@_CLASSES; n++) {
        state->votes[n] = 0u;
    }
}

/* Runs all layers over some steps; at most 8. */
static void advance(@name@_state *state, uint8_t steps)
{
//@if rate
    const uint8_t *input = state->input;
//@else
    const uint8_t *input = state->pixels;
//@end
    uint32_t first = 0u; /* the layer's first neuron, among all neurons */
    uint32_t layer;
    uint32_t n;
//@if rate
    encode(state, steps);
//@end
    for (layer = 0u; layer < (uint32_t)@NAME@_LAYERS; layer++) {
        const struct layer *l = &layers[layer];
//@if spikes
//@if direct
        if (layer != 0u) {
            for (n = 0u; n < (8u * (uint32_t)l->neurons); n++) {
                state->current[n] = 0;
            }
        }
//@else
        for (n = 0u; n < (8u * (uint32_t)l->neurons); n++) {
            state->current[n] = 0;
        }
//@end
//@end
//@if direct
        if ((layer != 0u) || (state->step == 0u)) {
            @walk@
        }
//@else
        @walk@
//@end
        fire(state, l, &state->membrane[first], &state->spikes[first], steps);
        input = &state->spikes[first];
        first += l->neurons;
    }
    for (n = 0u; n < (uint32_t)@NAME@_CLASSES; n++) {
        uint32_t fired = input[n];
        for (; fired != 0u; fired &= fired - 1u) {
            state->votes[n]++;
        }
    }
    state->step = (uint16_t)(state->step + steps);
}

int @name@_run(@name@_state *state)
{
    uint16_t left = (uint16_t)((uint16_t)@NAME@_STEPS - state->step);
    uint8_t steps = (left < 8u) ? (uint8_t)left : 8u;
    if (steps != 0u) {
        advance(state, steps);
    }
    return (int)steps;
}

int @name@_class(const @name@_state *state)
{
    const int32_t *membrane = &state->membrane[@NAME@_NEURONS - @NAME@_CLASSES];
    uint32_t best = 0u;
    uint32_t c;
    for (c = 1u; c < (uint32_t)@NAME@_CLASSES; c++) {
        if ((state->votes[c] > state->votes[best])
            || ((state->votes[c] == state->votes[best]) && (membrane[c] > membrane[best]))) {
            best = c;
        }
    }
    return (int)best;
}
