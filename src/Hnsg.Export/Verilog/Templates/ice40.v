// @name@ for an iCE40 UP5K, with few enough pins for its package. Masks come over the same eight wires as pictures, before
// the first picture, while load_valid is 1. Written by hnsg.
module @name@_ice40 #(
    parameter ROUNDS = 1
) (
    input wire clk,
    input wire rst,
    input wire load_valid,
    input wire in_valid,
    output wire in_ready,
    input wire [7:0] in_data,
    output wire out_valid,
    input wire out_ready,
    output wire [@class_bits@-1:0] out_class
);
    @name@ #(.LOAD(1), .ROUNDS(ROUNDS)) network (
        .clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready), .in_data(in_data), .out_valid(out_valid),
        .out_ready(out_ready), .out_class(out_class), .out_votes(), .load_valid(load_valid), .load_data(in_data),
        .spike_valid(), .spike_end(), @no_spike_ports@
    );
endmodule
