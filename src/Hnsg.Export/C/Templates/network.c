/* @title@
 *
 * Written by hnsg; @name@.h says how to use it. For a connection from input i to neuron j of a layer:
 *
 *     I[j] = sum over kept connections of weight(i, j) * input(i)
 *     u = v - (v >> shift) + I ;  spike where u > threshold ;  then the reset
 */
#include "@name@.h"

@tables@
struct layer {
    uint32_t kept; /* connections */
    int32_t threshold;
    const uint32_t *mask; /* @forms@ */
//@if table
    const @weight_type@ *weights; /* @weight_order@ */
//@end
    uint16_t inputs;
    uint16_t neurons;
    uint8_t shift; /* decay per step: 1 - 2^-shift */
//@if compressed
    uint8_t rice; /* low bits of a distance that are not in unary */
//@end
//@if mixed
    uint8_t flat; /* which form the mask has */
//@end
//@if resets
    uint8_t reset;
//@end
};

//@if resets
enum { @reset_names@ };

//@end
static const struct layer layers[@NAME@_LAYERS] = {
@layer_rows@
};

//@if threefry
/* Threefry-2x32, 20 rounds (Salmon et al., SC 2011): the random block of a counter under a key. */
static void threefry(uint32_t key0, uint32_t key1, uint32_t counter0, uint32_t counter1, uint32_t block[2])
{
    static const uint8_t rotations[8] = { 13, 15, 26, 6, 17, 29, 16, 24 };
    uint32_t key[3];
    uint32_t x0 = counter0 + key0;
    uint32_t x1 = counter1 + key1;
    uint8_t round;
    key[0] = key0;
    key[1] = key1;
    key[2] = UINT32_C(0x1BD11BDA) ^ key0 ^ key1;
    for (round = 0; round < 20; round++) {
        uint8_t rotation = rotations[round % 8];
        x0 += x1;
        x1 = (x1 << rotation | x1 >> (32 - rotation)) ^ x0;
        if (round % 4 == 3) {
            uint8_t n = (uint8_t)(round / 4 + 1);
            x0 += key[n % 3];
            x1 += key[(n + 1) % 3] + n;
        }
    }
    block[0] = x0;
    block[1] = x1;
}

//@end
//@if generate
/* The block of random bits that holds the weights around the last one that was asked for. */
struct source {
    uint32_t stream;
    uint32_t block; /* index + 1; 0 for none */
    uint32_t bits[2];
};

/* The frozen weight of connection index = i * neurons + j. */
static int32_t weight(struct source *source, uint32_t index)
{
    uint32_t block = index / @per_block@ + 1;
    if (block != source->block) {
        source->block = block;
        threefry(UINT32_C(@seed0@), UINT32_C(@seed1@), block - 1, source->stream, source->bits);
    }
//@if signed
    return (source->bits[index / 32 % 2] >> index % 32 & 1) != 0 ? 1 : -1;
//@end
//@if binomial
    {
        uint32_t bits = source->bits[index / 2 % 2] >> 16 * (index % 2) & 0xFFFF;
        int32_t ones = 0;
        for (; bits != 0; bits &= bits - 1) {
            ones++;
        }
        return ones - 8;
    }
//@end
//@if uniform
    return (int32_t)((source->bits[index / 2 % 2] >> 16 * (index % 2) & 0xFFFF) * 15 >> 16) - 7;
//@end
}

//@else
/* The frozen weight at a place of the layer's table. */
static int32_t weight(const struct layer *l, uint32_t place)
{
//@if signed
    return (l->weights[place / 32] >> place % 32 & 1) != 0 ? 1 : -1;
//@else
    return l->weights[place];
//@end
}

//@end
/* Adds what an input sends to neuron j over a connection. value: a pixel, or one bit a step of spikes. */
static void add(@name@_state *state, const struct layer *l, uint16_t j, uint8_t value, int32_t weight)
{
//@if direct
    if (l == layers) {
        state->constant[j] += weight * value;
        return;
    }
//@end
//@if spikes
    {
        @current@ *current = state->current + 8 * (uint32_t)j;
        for (; value != 0; value >>= 1) {
            if ((value & 1) != 0) {
                *current = (@current@)(*current + weight);
            }
            current++;
        }
    }
//@end
//@if used
    (void)l;
//@end
}

//@if flat
/* Walks over the rows of a mask with one bit a connection. */
static void walk_flat(@name@_state *state, const struct layer *l, const uint8_t *input)
{
//@if generate
    struct source source = { 0, 0, { 0, 0 } };
    source.stream = UINT32_C(0x01000000) + (uint32_t)(l - layers);
//@end
    uint16_t i;
    for (i = 0; i < l->inputs; i++) {
        uint32_t index = (uint32_t)i * l->neurons;
        uint16_t j = 0;
        if (input[i] == 0) {
            continue;
        }
        while (j < l->neurons) {
            /* the rest of a word of the mask */
            uint32_t word = l->mask[index / 32] >> index % 32;
            uint16_t left = (uint16_t)(32 - index % 32);
            uint16_t k = 0;
            if (left > l->neurons - j) {
                left = (uint16_t)(l->neurons - j);
            }
            for (; k < left && word != 0; k++) {
                if ((word & 1) != 0) {
//@if generate
                    add(state, l, (uint16_t)(j + k), input[i], weight(&source, index + k));
//@else
                    add(state, l, (uint16_t)(j + k), input[i], weight(l, index + k));
//@end
                }
                word >>= 1;
            }
            j = (uint16_t)(j + left);
            index += left;
        }
    }
}

//@end
//@if compressed
/* The next bits of a code, at most 16. */
static uint32_t take(const uint32_t *code, uint32_t *at, uint8_t count)
{
    uint8_t first = (uint8_t)(*at % 32);
    uint32_t bits = code[*at / 32] >> first;
    if (first + count > 32) {
        bits |= code[*at / 32 + 1] << (32 - first);
    }
    *at += count;
    return bits & ((UINT32_C(1) << count) - 1);
}

/* Walks over the kept connections of a mask that is stored as the distances between them (Rice code). */
static void walk_compressed(@name@_state *state, const struct layer *l, const uint8_t *input)
{
//@if generate
    struct source source = { 0, 0, { 0, 0 } };
//@end
    uint32_t at = 0;
    uint32_t row = 0; /* index of the row's first connection */
    uint32_t j = 0;
    uint32_t n;
    uint16_t i = 0;
//@if generate
    source.stream = UINT32_C(0x01000000) + (uint32_t)(l - layers);
//@end
    for (n = 0; n < l->kept; n++) {
        while (take(l->mask, &at, 1) != 0) {
            j += UINT32_C(1) << l->rice;
        }
        j += take(l->mask, &at, l->rice);
        while (j >= l->neurons) {
            j -= l->neurons;
            row += l->neurons;
            i++;
        }
        if (input[i] != 0) {
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
/* The membranes of a layer over some steps. */
static void fire(@name@_state *state, const struct layer *l, int32_t *membrane, uint8_t *spikes, uint8_t steps)
{
    uint16_t j;
    for (j = 0; j < l->neurons; j++) {
        int32_t v = membrane[j];
        uint8_t fired = 0;
        uint8_t t;
//@if delayed
        int spiked = spikes[j] >> 7;
//@end
        for (t = 0; t < steps; t++) {
            /* v >> shift, rounded down; C leaves that open where v is negative */
            int32_t leak = v >= 0 ? v >> l->shift : ~(~v >> l->shift);
//@if direct
            int32_t current = @direct_current@;
//@else
            int32_t current = state->current[8 * (uint32_t)j + t] * INT32_C(@one@);
//@end
            v = v - leak + current;
//@if delayed
            if (@is_delayed@spiked) {
                v -= l->threshold;
            }
            spiked = @never_none@v > l->threshold;
            if (spiked) {
//@else
            if (@never_none@v > l->threshold) {
//@end
                fired |= (uint8_t)(1u << t);
@after_spike@
            }
        }
        membrane[j] = v;
        spikes[j] = fired;
    }
//@if not_spikes
    (void)state;
//@end
}

//@if rate
/* Where a random byte is less than the pixel there is a spike. A block has the bytes of 8 steps of a pixel. */
static void encode(@name@_state *state, uint8_t steps)
{
    uint16_t i;
    for (i = 0; i < @NAME@_INPUTS; i++) {
        uint8_t spikes = 0;
        if (state->pixels[i] != 0) {
            uint32_t block[2];
            uint8_t t;
            threefry(UINT32_C(@spike_key0@), UINT32_C(@spike_key1@),
                     (uint32_t)i * @blocks@ + state->step / 8, state->sample, block);
            for (t = 0; t < steps; t++) {
                if ((block[t / 4] >> 8 * (t % 4) & 0xFF) < state->pixels[i]) {
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
    state->step = 0;
    for (n = 0; n < @NAME@_NEURONS; n++) {
        state->membrane[n] = 0;
        state->spikes[n] = 0;
    }
//@if direct
    for (n = 0; n < @first@; n++) {
        state->constant[n] = 0;
    }
//@end
    for (n = 0; n < @NAME@_CLASSES; n++) {
        state->votes[n] = 0;
    }
}

int @name@_run(@name@_state *state)
{
//@if rate
    const uint8_t *input = state->input;
//@else
    const uint8_t *input = state->pixels;
//@end
    int32_t *membrane = state->membrane;
    uint8_t *spikes = state->spikes;
    const struct layer *l;
    uint32_t n;
    uint8_t steps = (uint8_t)(@NAME@_STEPS - state->step < 8 ? @NAME@_STEPS - state->step : 8);
    if (steps == 0) {
        return 0;
    }
//@if rate
    encode(state, steps);
//@end
    for (l = layers; l < layers + @NAME@_LAYERS; l++) {
//@if spikes
//@if direct
        if (l != layers) {
            for (n = 0; n < 8 * (uint32_t)l->neurons; n++) {
                state->current[n] = 0;
            }
        }
//@else
        for (n = 0; n < 8 * (uint32_t)l->neurons; n++) {
            state->current[n] = 0;
        }
//@end
//@end
//@if direct
        if (l != layers || state->step == 0) {
            @walk@
        }
//@else
        @walk@
//@end
        fire(state, l, membrane, spikes, steps);
        input = spikes;
        membrane += l->neurons;
        spikes += l->neurons;
    }
    for (n = 0; n < @NAME@_CLASSES; n++) {
        uint8_t fired = input[n];
        for (; fired != 0; fired = (uint8_t)(fired & (fired - 1))) {
            state->votes[n]++;
        }
    }
    state->step = (uint16_t)(state->step + steps);
    return steps;
}

int @name@_class(const @name@_state *state)
{
    const int32_t *membrane = state->membrane + (@NAME@_NEURONS - @NAME@_CLASSES);
    int best = 0;
    int c;
    for (c = 1; c < @NAME@_CLASSES; c++) {
        if (state->votes[c] > state->votes[best]
            || (state->votes[c] == state->votes[best] && membrane[c] > membrane[best])) {
            best = c;
        }
    }
    return best;
}
