// Threefry-2x32 with 20 rounds (Salmon et al., SC 2011). start takes a counter; block is valid once ready rises.
module @name@_threefry #(
    parameter [63:0] KEY = 64'd0,
    parameter [31:0] STREAM = 32'd0,
    parameter ROUNDS = 1 // per cycle: 1, 2, 4, 5, 10 or 20
) (
    input wire clk,
    input wire start,
    input wire [31:0] counter,
    output reg ready,
    output wire [63:0] block
);
    localparam [31:0] K0 = KEY[31:0];
    localparam [31:0] K1 = KEY[63:32];
    localparam [31:0] K2 = 32'h1BD11BDA ^ K0 ^ K1;

    function [31:0] rotated(input [31:0] x, input [2:0] round);
        case (round)
            3'd0: rotated = {x[18:0], x[31:19]};
            3'd1: rotated = {x[16:0], x[31:17]};
            3'd2: rotated = {x[5:0], x[31:6]};
            3'd3: rotated = {x[25:0], x[31:26]};
            3'd4: rotated = {x[14:0], x[31:15]};
            3'd5: rotated = {x[2:0], x[31:3]};
            3'd6: rotated = {x[15:0], x[31:16]};
            default: rotated = {x[7:0], x[31:8]};
        endcase
    endfunction

    // what is added after the fourth round of group 0...4
    function [63:0] injected(input [2:0] group);
        case (group)
            3'd0: injected = {K2 + 32'd1, K1};
            3'd1: injected = {K0 + 32'd2, K2};
            3'd2: injected = {K1 + 32'd3, K0};
            3'd3: injected = {K2 + 32'd4, K1};
            default: injected = {K0 + 32'd5, K2};
        endcase
    endfunction

    reg [31:0] x0, x1, a, b;
    reg [63:0] added;
    reg [4:0] round, at;
    integer k;

    always @* begin
        a = x0;
        b = x1;
        at = round;
        added = 64'd0;
        for (k = 0; k < ROUNDS; k = k + 1) begin
            a = a + b;
            b = rotated(b, at[2:0]) ^ a;
            if (at[1:0] == 2'd3) begin
                added = injected(at[4:2]);
                a = a + added[31:0];
                b = b + added[63:32];
            end
            at = at + 5'd1;
        end
    end

    initial ready = 1'b0;

    always @(posedge clk) begin
        if (start) begin
            x0 <= counter + K0;
            x1 <= STREAM + K1;
            round <= 5'd0;
            ready <= 1'b0;
        end else if (!ready) begin
            x0 <= a;
            x1 <= b;
            round <= at;
            ready <= at == 5'd20;
        end
    end

    assign block = {x1, x0};
endmodule

// The signs of LANES connections at an address of the mask memory, taken from the block of random bits that holds them.
module @name@_signs #(
    parameter LANES = 1, // a power of two
    parameter ADDRESS_BITS = 1,
    parameter [63:0] KEY = 64'd0,
    parameter [31:0] STREAM = 32'd0,
    parameter ROUNDS = 1
) (
    input wire clk,
    input wire rst,
    input wire wanted,
    input wire [ADDRESS_BITS-1:0] address,
    output wire ready,
    output wire [LANES-1:0] signs
);
    localparam LANE_LOG = $clog2(LANES);
    localparam SLICE_BITS = 6 - LANE_LOG;
    localparam HELD_BITS = ADDRESS_BITS > SLICE_BITS ? ADDRESS_BITS - SLICE_BITS : 1;

    // Wide enough to be cut in two, however short the address is.
    wire [ADDRESS_BITS+5:0] long_address = {6'd0, address};
    wire [HELD_BITS-1:0] number = long_address[SLICE_BITS +: HELD_BITS];
    reg [HELD_BITS-1:0] held;
    reg holds;
    wire drawn;
    wire [63:0] block;
    wire right = holds && held == number;
    wire start = wanted && !right;

    @name@_threefry #(.KEY(KEY), .STREAM(STREAM), .ROUNDS(ROUNDS)) threefry (
        .clk(clk), .start(start), .counter({{(32 - HELD_BITS){1'b0}}, number}), .ready(drawn), .block(block)
    );

    always @(posedge clk) begin
        if (rst) holds <= 1'b0;
        else if (start) begin
            holds <= 1'b1;
            held <= number;
        end
    end

    assign ready = right && drawn;
    wire unused = &{1'b0, long_address};

    generate
        if (LANES == 64) begin : whole
            assign signs = block;
        end else begin : part
            assign signs = block[{long_address[SLICE_BITS-1:0], {LANE_LOG{1'b0}}} +: LANES];
        end
    endgenerate
endmodule
