// Runs the golden samples through @name@: every spike of every neuron at every step, class and votes must be the same as
// when this was written. +stall makes both ends of the stream stall, +images=N runs fewer samples, +dump prints spikes
// and answers instead of checking them. Written by hnsg.
`timescale 1ns / 1ns
module @name@_tb;
    parameter IMAGES = @images@;
    parameter LOAD = 0;   // 1: the memories come as bytes, from @name@_load.hex
    parameter ROUNDS = 1;
    localparam BEATS = @beats@; // bytes of an image
    localparam STEPS = @steps@;
    localparam LOAD_BYTES = @load_bytes@;
    localparam PATIENCE = @patience@; // cycles without progress before the test fails

    reg clk = 1'b0;
    reg rst = 1'b1;
    always #5 clk = !clk;

    reg [7:0] beats [0:IMAGES*BEATS-1];
    reg [7:0] content [0:LOAD_BYTES-1];
    reg [@answer_bits@-1:0] answers [0:IMAGES-1];
    reg loading = LOAD != 0;
    reg dump = 1'b0;
    reg stall = 1'b0;
    reg done = 1'b0;
    reg offer = 1'b1;
    reg accept = 1'b1;
    reg [15:0] dice = 16'hACE1;
    integer images = IMAGES;
    integer loaded = 0;
    integer sent = 0;
    integer answered = 0;
    integer cycles = 0;
    integer latency = 0;
    integer quiet = 0;
    integer failures = 0;

    wire in_valid = !rst && !loading && offer && sent < images * BEATS;
    wire in_ready;
    wire [7:0] in_data = in_valid ? beats[sent] : 8'd0;
    wire out_valid;
    wire [@class_bits@-1:0] out_class;
    wire [@votes_bits@-1:0] out_votes;
    wire [@layers@-1:0] spike_valid;
    wire [@layers@-1:0] spike_end;
    wire load_valid = !rst && loading;
    wire [7:0] load_data = loading ? content[loaded] : 8'd0;
@declarations@
    @name@ #(.LOAD(LOAD), .ROUNDS(ROUNDS)) network (
        .clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready), .in_data(in_data), .out_valid(out_valid),
        .out_ready(accept), .out_class(out_class), .out_votes(out_votes), .load_valid(load_valid),
        .load_data(load_data), .spike_valid(spike_valid), .spike_end(spike_end),
        @spike_ports@
    );

    integer n;
    initial begin
        dump = $test$plusargs("dump") != 0;
        stall = $test$plusargs("stall") != 0;
        if (!$value$plusargs("images=%d", images)) images = IMAGES;
        $readmemh("@name@_golden_input.hex", beats);
        if (LOAD != 0) $readmemh("@name@_load.hex", content);
        if (!dump) begin
            $readmemh("@name@_golden_answers.hex", answers);
@read_golden@
        end
        repeat (4) @(negedge clk);
        rst = 1'b0;
    end

    task report(input integer sample, input integer step, input integer layer, input integer neuron, input spiked);
        begin
            failures = failures + 1;
            $display("sample %0d, step %0d, layer %0d, neuron %0d: the core %0s", sample, step, layer, neuron,
                     spiked ? "spikes, the library does not" : "does not spike, the library does");
        end
    endtask

    always @(posedge clk) if (!rst && loading) begin
        loaded <= loaded + 1;
        if (loaded == LOAD_BYTES - 1) loading <= 1'b0;
    end

    always @(posedge clk) if (!rst && !loading && !done) begin
        cycles <= cycles + 1;
        dice <= {dice[14:0], dice[15] ^ dice[13] ^ dice[12] ^ dice[10]};
        if (!offer || in_ready) offer <= !stall || dice[0];
        accept <= !stall || dice[5:4] == 2'd0;
        if (in_valid && in_ready) sent <= sent + 1;
        quiet <= (in_valid && in_ready) || spike_valid != 0 || out_valid ? 0 : quiet + 1;
@compare@
        if (out_valid && accept) begin
            answered <= answered + 1;
            if (answered == 0) latency <= cycles;
            if (dump) $display("R %0d %h", out_class, out_votes);
            else if (answers[answered] !== {@class_pad@out_class, out_votes}) begin
                failures = failures + 1;
                $display("sample %0d: the core says class %0d, votes %h; wanted %h", answered, out_class, out_votes,
                         answers[answered]);
            end
        end
        if (quiet > PATIENCE) begin
            failures = failures + 1;
            $display("sample %0d: nothing happens any more", answered);
        end
        if ((out_valid && accept && answered == images - 1) || failures != 0) begin
            done <= 1'b1;
            if (failures != 0) $display("FAILED");
            else if (!dump) begin
                $display("%0d cycles to the first answer, %0d an image", answered == 0 ? cycles : latency,
                         (cycles + 1) / (answered + 1));
                $display("passed: %0d samples give the same class, votes and spikes", images);
            end
            $finish;
        end
    end
endmodule
