// Turns the bytes of a stream into events: one for each byte that is not 0, then an end after every INPUTS bytes.
module @name@_input #(
    parameter INPUTS = 1,
    parameter INDEX_BITS = 1
) (
    input wire clk,
    input wire rst,
    input wire in_valid,
    output wire in_ready,
    input wire [7:0] in_data,
    output wire out_valid,
    input wire out_ready,
    output wire out_end,
    output wire [INDEX_BITS-1:0] out_index,
    output wire [7:0] out_value
);
    localparam [31:0] LAST = INPUTS - 1;
    reg [INDEX_BITS-1:0] index;
    reg ending;
    wire last = index == LAST[INDEX_BITS-1:0];

    assign out_valid = ending || (in_valid && in_data != 8'd0);
    assign out_end = ending;
    assign out_index = index;
    assign out_value = in_data;
    assign in_ready = !ending && (in_data == 8'd0 || out_ready);

    always @(posedge clk) begin
        if (rst) begin
            index <= {INDEX_BITS{1'b0}};
            ending <= 1'b0;
        end else if (ending) begin
            if (out_ready) ending <= 1'b0;
        end else if (in_valid && in_ready) begin
            ending <= last;
            index <= last ? {INDEX_BITS{1'b0}} : index + 1'b1;
        end
    end
endmodule

// Counts the output spikes and decides: most votes, then the higher membrane after the last step, then the lower index.
// Classes come in order at every step, so the votes rotate: the next class is always at the low end.
module @name@_votes #(
    parameter CLASSES = 1,
    parameter CLASS_BITS = 1,
    parameter VOTE_BITS = 1,
    parameter BITS = 1
) (
    input wire clk,
    input wire rst,
    input wire in_valid,
    output wire in_ready,
    input wire in_end,
    input wire in_last,
    input wire [CLASS_BITS-1:0] in_index,
    input wire in_spike,
    input wire signed [BITS-1:0] in_membrane,
    output reg out_valid,
    input wire out_ready,
    output reg [CLASS_BITS-1:0] out_class,
    output reg [CLASSES*VOTE_BITS-1:0] out_votes // class 0 in the low bits
);
    reg [VOTE_BITS-1:0] best;
    reg signed [BITS-1:0] best_membrane;
    wire [VOTE_BITS-1:0] votes = in_spike ? out_votes[VOTE_BITS-1:0] + 1'b1 : out_votes[VOTE_BITS-1:0];
    wire [(CLASSES+1)*VOTE_BITS-1:0] round = {votes, out_votes};
    wire better =
        in_index == {CLASS_BITS{1'b0}} || votes > best || (votes == best && in_membrane > best_membrane);
    wire unused = &{1'b0, round[VOTE_BITS-1:0]};

    assign in_ready = !out_valid;

    always @(posedge clk) begin
        if (rst) begin
            out_valid <= 1'b0;
            out_votes <= {(CLASSES * VOTE_BITS){1'b0}};
        end else if (out_valid) begin
            if (out_ready) begin
                out_valid <= 1'b0;
                out_votes <= {(CLASSES * VOTE_BITS){1'b0}};
            end
        end else if (in_valid) begin
            if (in_end) out_valid <= in_last;
            else begin
                out_votes <= round[(CLASSES+1)*VOTE_BITS-1:VOTE_BITS];
                if (in_last && better) begin
                    best <= votes;
                    best_membrane <= in_membrane;
                    out_class <= in_index;
                end
            end
        end
    end
endmodule
