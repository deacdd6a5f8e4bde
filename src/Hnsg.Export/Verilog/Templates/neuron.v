// The combinational part of a leaky integrate-and-fire neuron: what is added to its current, its membrane before the
// threshold, and the spike and membrane after it.
module @name@_neuron #(
    parameter DIRECT = 0,
    parameter SHIFT = 4,
    parameter [31:0] THRESHOLD = 0,
    parameter RESET = 0,
    parameter FRACTION = 8,
    parameter CURRENT_BITS = 16,
    parameter BITS = 20,
    parameter STATE_BITS = 20,
    parameter WEIGHT_BITS = 0,
    parameter CELL_BITS = 1
) (
    input wire [CELL_BITS-1:0] cell_bits, // the mask bit, or the effective weight
    input wire sign,                 // 1: the weight is +1, if weights are generated
    input wire [7:0] value,
    input wire signed [CURRENT_BITS-1:0] current,
    output wire signed [CURRENT_BITS-1:0] sum,
    input wire [STATE_BITS-1:0] state,
    output wire signed [BITS-1:0] leaked, // u, before a delayed reset
    input wire signed [BITS-1:0] u,
    output wire spike,
    output wire [STATE_BITS-1:0] after
);
    // sum = current + weight * value
    wire signed [CURRENT_BITS-1:0] wide;
    wire signed [CURRENT_BITS-1:0] sent;
    generate
        if (DIRECT != 0) begin : pixel
            assign wide = {{(CURRENT_BITS - 8){1'b0}}, value};
        end else begin : spiked
            assign wide = {{(CURRENT_BITS - 1){1'b0}}, 1'b1};
        end
        if (WEIGHT_BITS == 0) begin : generated
            assign sent = !cell_bits[0] ? {CURRENT_BITS{1'b0}} : sign ? wide : -wide;
        end else if (WEIGHT_BITS == 2) begin : signed_constant
            assign sent = !cell_bits[0] ? {CURRENT_BITS{1'b0}} : cell_bits[1] ? -wide : wide;
        end else begin : levels
            wire signed [CURRENT_BITS-1:0] weight =
                {{(CURRENT_BITS - WEIGHT_BITS + 1){cell_bits[WEIGHT_BITS-1]}}, cell_bits[WEIGHT_BITS-2:0]};
            assign sent = DIRECT != 0 ? weight * wide : weight;
        end
    endgenerate
    assign sum = current + sent;

    // u = v - (v >> shift) + I
    wire signed [BITS-1:0] v = state[BITS-1:0];
    wire signed [BITS-1:0] long_current = {{(BITS - CURRENT_BITS){current[CURRENT_BITS-1]}}, current};
    wire signed [BITS-1:0] input_current = DIRECT != 0 ? long_current : long_current <<< FRACTION;
    wire signed [BITS-1:0] theta = THRESHOLD[BITS-1:0];
    wire signed [BITS-1:0] decayed = v - (v >>> SHIFT) + input_current;
    generate
        if (RESET == 3) begin : delayed
            assign leaked = state[BITS] ? decayed - theta : decayed;
        end else begin : prompt
            assign leaked = decayed;
        end
    endgenerate

    // s = u > theta, and the reset
    assign spike = RESET != 2 && u > theta;
    generate
        if (RESET == 0) begin : subtract
            assign after = spike ? u - theta : u;
        end else if (RESET == 1) begin : zero
            assign after = spike ? {BITS{1'b0}} : u;
        end else if (RESET == 2) begin : none
            assign after = u;
        end else begin : owed
            assign after = {spike, u};
        end
    endgenerate
    wire unused = &{1'b0, cell_bits, sign, value};
endmodule
