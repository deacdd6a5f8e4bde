// Masks or weights, one word for all lanes of a group. They are read from a file when the core is built or, if LOAD is 1,
// come as bytes, low byte of a word first. Once the memory is full, further bytes belong to the next memory.
module @name@_memory #(
    parameter WORDS = 1,
    parameter WORD_BITS = 1,
    parameter ADDRESS_BITS = 1,
    parameter FILE = "",
    parameter LOAD = 0
) (
    input wire clk,
    input wire rst,
    input wire read,
    input wire [ADDRESS_BITS-1:0] address,
    output reg [WORD_BITS-1:0] word,
    input wire load_valid,
    input wire [7:0] load_data,
    output wire next_valid
);
    localparam BYTES = (WORD_BITS + 7) / 8;
    localparam BYTE_BITS = BYTES > 1 ? $clog2(BYTES) : 1;
    localparam [31:0] LAST_BYTE = BYTES - 1;
    localparam [31:0] LAST_WORD = WORDS - 1;

    reg [WORD_BITS-1:0] memory [0:WORDS-1];

    generate
        if (LOAD != 0) begin : loaded
            reg [ADDRESS_BITS-1:0] place;
            reg [BYTE_BITS-1:0] byte_number;
            reg [8*BYTES-1:0] collected;
            reg full;
            wire [8*BYTES+7:0] joined = {load_data, collected};
            wire take = load_valid && !full;
            wire write = take && byte_number == LAST_BYTE[BYTE_BITS-1:0];
            wire [ADDRESS_BITS-1:0] at = write ? place : address;
            wire unused = &{1'b0, joined, read};
            assign next_valid = load_valid && full;
            always @(posedge clk) begin
                if (write) memory[at] <= joined[WORD_BITS+7:8];
                else word <= memory[at];
            end
            always @(posedge clk) begin
                if (take) collected <= joined[8*BYTES+7:8];
                if (rst) begin
                    place <= {ADDRESS_BITS{1'b0}};
                    byte_number <= {BYTE_BITS{1'b0}};
                    full <= 1'b0;
                end else if (write) begin
                    byte_number <= {BYTE_BITS{1'b0}};
                    place <= place + 1'b1;
                    full <= place == LAST_WORD[ADDRESS_BITS-1:0];
                end else if (take) byte_number <= byte_number + 1'b1;
            end
        end else begin : stored
            wire unused = &{1'b0, rst, load_valid, load_data};
            assign next_valid = 1'b0;
            initial $readmemh(FILE, memory);
            always @(posedge clk) if (read) word <= memory[address];
        end
    endgenerate
endmodule
