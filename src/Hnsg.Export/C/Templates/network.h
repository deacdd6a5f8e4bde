/* @title@
 *
 * A hidden spiking network in C99. It uses integers only, no global state, and no library beyond stdint.h.
 * Written by hnsg. Its answers and every spike are the same as the trained network's.
 *
 *     @name@_state state;
 *     @name@_begin(&state, pixels, 0);
 *     while (@name@_run(&state)) { }
 *     answer = @name@_class(&state);          state.votes holds the spikes of each class
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

/* SHA-256 of the model file that this was generated from. */
#define @NAME@_MODEL "@model@"

/* Names of the classes, in UTF-8. */
extern const char *const @name@_class_names[@NAME@_CLASSES];

typedef struct {
    const uint8_t *pixels; /* of the sample; owned by the caller */
    uint32_t sample; /* index of the sample */
    int32_t membrane[@NAME@_NEURONS]; /* after the last step done, layer after layer */
//@if direct
    int32_t constant[@first@u]; /* currents of the first layer, the same at every step */
//@end
//@if spikes
    @current@ current[8u * @widest@u]; /* currents of the layer being computed, 8 consecutive steps per neuron */
//@end
    uint16_t votes[@NAME@_CLASSES]; /* spikes of each class so far */
    uint16_t step; /* steps done */
    uint8_t spikes[@NAME@_NEURONS]; /* of the last call of run, layer after layer; bit t is step t of that call */
//@if rate
    uint8_t input[@NAME@_INPUTS]; /* input spikes of the last call of run */
//@end
} @name@_state;

/* Starts a sample. pixels: @NAME@_INPUTS bytes, 0...255, row by row; they must stay until the last call of run.
//@if direct
 * sample: unused, because this network takes direct input; any number.
//@else
 * sample: selects the random stream of the input spikes; n gives the same spikes as sample n of a set in an evaluation.
//@end
 */
void @name@_begin(@name@_state *state, const uint8_t *pixels, uint32_t sample);

/* Does up to 8 steps. Returns how many it did: 0 once all @NAME@_STEPS are done. */
int @name@_run(@name@_state *state);

/* The class so far: most votes, then the higher membrane, then the lower index. */
int @name@_class(const @name@_state *state);

#ifdef __cplusplus
}
#endif

#endif
