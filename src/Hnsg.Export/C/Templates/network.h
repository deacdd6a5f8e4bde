/* @title@
 *
 * A hidden spiking network in C99: integers only, no memory of its own, no library beyond stdint.h.
 * Written by hnsg. The answers and every spike are those of the network that was trained.
 *
 *     @name@_state state;
 *     @name@_begin(&state, pixels, 0);
 *     while (@name@_run(&state)) { }
 *     answer = @name@_class(&state);          and state.votes has the spikes of each class
 */
#ifndef @NAME@_H
#define @NAME@_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define @NAME@_INPUTS @inputs@
#define @NAME@_CLASSES @classes@
#define @NAME@_STEPS @steps@
#define @NAME@_LAYERS @layers@
#define @NAME@_NEURONS @neurons@ /* of all layers together */

/* SHA-256 of the model file that this was written from. */
#define @NAME@_MODEL "@model@"

/* What the classes are called, in UTF-8. */
extern const char *const @name@_class_names[@NAME@_CLASSES];

typedef struct {
    const uint8_t *pixels; /* of the sample, kept by the caller */
    uint32_t sample; /* index of the sample */
    int32_t membrane[@NAME@_NEURONS]; /* after the last step that was done, layer after layer */
//@if direct
    int32_t constant[@first@u]; /* currents of the first layer, the same at every step */
//@end
//@if spikes
    @current@ current[8u * @widest@u]; /* currents of the layer at work, 8 steps of a neuron in a row */
//@end
    uint16_t votes[@NAME@_CLASSES]; /* spikes of each class so far */
    uint16_t step; /* steps done */
    uint8_t spikes[@NAME@_NEURONS]; /* of the last call of run, layer after layer: bit t for its step t */
//@if rate
    uint8_t input[@NAME@_INPUTS]; /* input spikes of the last call of run */
//@end
} @name@_state;

/* Starts a sample. pixels: @NAME@_INPUTS bytes, 0...255, row by row; they must stay until the last call of run.
//@if direct
 * sample: not used by this network, whose input is direct-coded; any number.
//@else
 * sample: names the random stream of the input spikes; n gives what an evaluation gives for sample n of a set.
//@end
 */
void @name@_begin(@name@_state *state, const uint8_t *pixels, uint32_t sample);

/* Does up to 8 steps. Returns how many were done: 0 when all @NAME@_STEPS are over. */
int @name@_run(@name@_state *state);

/* The class so far: most votes, then the higher membrane, then the lower index. */
int @name@_class(const @name@_state *state);

#ifdef __cplusplus
}
#endif

#endif
