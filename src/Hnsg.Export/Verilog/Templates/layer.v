// A layer: kept weights times input, then leaky integrate-and-fire neurons, LANES of them per cycle.
//
// Input events are an input and its value (a pixel, or 1 for a spike), then one with in_end after the last event of a
// step (of the sample, if DIRECT). Output events are the neurons that spike, in order, then one with out_end for each
// step. If TELL_ALL, every neuron is an output event at every step, with out_spike and its membrane.
module @name@_layer #(
    parameter INPUTS = 1,
    parameter NEURONS = 1,
    parameter LANES = 1,         // neurons per cycle; a power of two that divides NEURONS if weights are generated
    parameter DIRECT = 0,        // 1: input values are pixels, and currents are the same at all steps
    parameter TELL_ALL = 0,
    parameter STEPS = 1,
    parameter SHIFT = 4,         // decay: v - (v >>> SHIFT)
    parameter [31:0] THRESHOLD = 0,
    parameter RESET = 0,         // 0 subtract, 1 zero, 2 none, 3 delayed subtract
    parameter FRACTION = 8,      // a spike of weight 1 adds 2^FRACTION
    parameter CURRENT_BITS = 16, // width of a sum of weights, or of weights times pixels
    parameter BITS = 20,         // width of a membrane
    parameter WEIGHT_BITS = 0,   // 0: the memory holds masks, and signs are generated; else it holds effective weights of this width
    parameter [63:0] KEY = 64'd0,
    parameter [31:0] STREAM = 32'd0,
    parameter ROUNDS = 1,
    parameter MEMORY = "",       // file with LANES masks or weights per line, input after input
    parameter LOAD = 0,
    parameter INDEX_BITS = 1,    // width of an input's index
    parameter NEURON_BITS = 1,   // width of a neuron's index
    parameter ADDRESS_BITS = 1   // width of a memory address
) (
    input wire clk,
    input wire rst,
    input wire in_valid,
    output wire in_ready,
    input wire in_end,
    input wire [INDEX_BITS-1:0] in_index,
    input wire [7:0] in_value,
    output wire out_valid,
    input wire out_ready,
    output wire out_end,
    output wire out_last, // the step is the last of the sample
    output wire [NEURON_BITS-1:0] out_index,
    output wire out_spike,
    output wire signed [BITS-1:0] out_membrane,
    input wire load_valid,
    input wire [7:0] load_data,
    output wire next_valid
);
    localparam GROUPS = (NEURONS + LANES - 1) / LANES;
    localparam GROUP_BITS = GROUPS > 1 ? $clog2(GROUPS) : 1;
    localparam STEP_BITS = STEPS > 1 ? $clog2(STEPS) : 1;
    localparam LANE_BITS = LANES > 1 ? $clog2(LANES) : 1;
    localparam CELL_BITS = WEIGHT_BITS == 0 ? 1 : WEIGHT_BITS;
    localparam STATE_BITS = RESET == 3 ? BITS + 1 : BITS; // including the spike still to be subtracted
    localparam [31:0] GROUPS_WIDE = GROUPS;
    localparam [31:0] LAST_GROUP = GROUPS - 1;
    localparam [31:0] LAST_STEP = STEPS - 1;
    localparam [31:0] LANES_WIDE = LANES;

    localparam [2:0] IDLE = 3'd0, ROW = 3'd1, DRAIN = 3'd2, READ = 3'd3, LEAK = 3'd4, FIRE = 3'd5, EMIT = 3'd6, END = 3'd7;

    reg [2:0] state;
    reg [GROUP_BITS-1:0] group;
    reg [STEP_BITS-1:0] step;
    reg [7:0] value;
    reg [ADDRESS_BITS-1:0] address;
    reg fresh; // nothing has been added since the currents were last used up
    reg [NEURON_BITS-1:0] base;

    wire last_group = group == LAST_GROUP[GROUP_BITS-1:0];
    wire last_step = step == LAST_STEP[STEP_BITS-1:0];
    wire first_step = step == {STEP_BITS{1'b0}};

    // ---- masks or weights, and signs
    wire [LANES*CELL_BITS-1:0] cells;
    wire [LANES-1:0] signs;
    wire signs_ready;
    wire issue = state == ROW && signs_ready;
    @name@_memory #(
        .WORDS(INPUTS * GROUPS), .WORD_BITS(LANES * CELL_BITS), .ADDRESS_BITS(ADDRESS_BITS), .FILE(MEMORY), .LOAD(LOAD)
    ) masks (
        .clk(clk), .rst(rst), .read(issue), .address(address), .word(cells),
        .load_valid(load_valid), .load_data(load_data), .next_valid(next_valid)
    );
    generate
        if (WEIGHT_BITS == 0) begin : generated
            wire [LANES-1:0] drawn;
            reg [LANES-1:0] picked;
            @name@_signs #(
                .LANES(LANES), .ADDRESS_BITS(ADDRESS_BITS), .KEY(KEY), .STREAM(STREAM), .ROUNDS(ROUNDS)
            ) source (
                .clk(clk), .rst(rst), .wanted(state == ROW), .address(address), .ready(signs_ready), .signs(drawn)
            );
            always @(posedge clk) if (issue) picked <= drawn;
            assign signs = picked;
        end else begin : tabled
            assign signs_ready = 1'b1;
            assign signs = {LANES{1'b0}};
            wire unused = &{1'b0, KEY, STREAM, ROUNDS[0]};
        end
    endgenerate

    // ---- currents and membranes, a word for each group
    reg [LANES*CURRENT_BITS-1:0] currents [0:GROUPS-1];
    reg [LANES*STATE_BITS-1:0] membranes [0:GROUPS-1];
    reg [LANES*CURRENT_BITS-1:0] current_word;
    reg [LANES*STATE_BITS-1:0] membrane_word;
    reg [LANES*BITS-1:0] u_word;
    reg adding; // current_word and cells are those of added_group
    reg [GROUP_BITS-1:0] added_group;
    wire [LANES*CURRENT_BITS-1:0] sums;
    wire [LANES*BITS-1:0] leaked;
    wire [LANES*STATE_BITS-1:0] after;
    wire [LANES-1:0] fired;
    wire [LANES-1:0] exists;
    wire [LANES*CURRENT_BITS-1:0] old = fresh ? {(LANES * CURRENT_BITS){1'b0}} : current_word;
    wire [LANES*STATE_BITS-1:0] held = first_step ? {(LANES * STATE_BITS){1'b0}} : membrane_word;

    genvar j;
    generate
        for (j = 0; j < LANES; j = j + 1) begin : lane
            @name@_neuron #(
                .DIRECT(DIRECT), .SHIFT(SHIFT), .THRESHOLD(THRESHOLD), .RESET(RESET), .FRACTION(FRACTION),
                .CURRENT_BITS(CURRENT_BITS), .BITS(BITS), .STATE_BITS(STATE_BITS), .WEIGHT_BITS(WEIGHT_BITS),
                .CELL_BITS(CELL_BITS)
            ) neuron (
                .cell_bits(cells[j*CELL_BITS +: CELL_BITS]), .sign(signs[j]), .value(value),
                .current(old[j*CURRENT_BITS +: CURRENT_BITS]), .sum(sums[j*CURRENT_BITS +: CURRENT_BITS]),
                .state(held[j*STATE_BITS +: STATE_BITS]), .leaked(leaked[j*BITS +: BITS]),
                .u(u_word[j*BITS +: BITS]), .spike(fired[j]), .after(after[j*STATE_BITS +: STATE_BITS])
            );
            if (NEURONS % LANES == 0) begin : full
                assign exists[j] = 1'b1;
            end else begin : ragged
                assign exists[j] = !last_group || j < NEURONS % LANES;
            end
        end
    endgenerate

    always @(posedge clk) begin
        if (issue || state == READ) current_word <= currents[group];
        if (adding) currents[added_group] <= sums;
    end

    always @(posedge clk) begin
        if (state == READ) membrane_word <= membranes[group];
        if (state == FIRE) membranes[group] <= after;
    end

    // ---- output
    reg [LANES-1:0] pending;
    reg [LANE_BITS-1:0] first; // lowest lane that is pending
    integer k;
    always @* begin
        first = {LANE_BITS{1'b0}};
        for (k = LANES - 1; k >= 0; k = k - 1) if (pending[k]) first = k[LANE_BITS-1:0];
    end
    wire [LANES-1:0] emitted = TELL_ALL != 0 ? exists : fired & exists;
    wire [LANES-1:0] rest = pending & (pending - 1'b1);
    assign out_valid = state == EMIT || state == END;
    assign out_end = state == END;
    assign out_last = last_step;
    assign out_index = base + {{(NEURON_BITS - LANE_BITS){1'b0}}, first};
    assign in_ready = state == IDLE;

    generate
        if (TELL_ALL != 0) begin : telling
            // All lanes are output in order, so their results shift down past the first.
            reg [LANES-1:0] spikes;
            reg [LANES*STATE_BITS-1:0] shown;
            always @(posedge clk) begin
                if (state == FIRE) begin
                    spikes <= fired;
                    shown <= after;
                end else if (state == EMIT && out_ready) begin
                    spikes <= spikes >> 1;
                    shown <= shown >> STATE_BITS;
                end
            end
            assign out_spike = spikes[0];
            assign out_membrane = shown[BITS-1:0];
        end else begin : silent
            assign out_spike = 1'b1;
            assign out_membrane = {BITS{1'b0}};
        end
    endgenerate

    always @(posedge clk) begin
        adding <= issue && !rst;
        added_group <= group;
        if (rst) begin
            state <= IDLE;
            step <= {STEP_BITS{1'b0}};
            fresh <= 1'b1;
        end else case (state)
            IDLE: begin
                group <= {GROUP_BITS{1'b0}};
                base <= {NEURON_BITS{1'b0}};
                value <= in_value;
                address <= {{(ADDRESS_BITS - INDEX_BITS){1'b0}}, in_index} * GROUPS_WIDE[ADDRESS_BITS-1:0];
                if (in_valid) state <= in_end ? READ : ROW;
            end
            ROW: if (issue) begin
                address <= address + 1'b1;
                group <= group + 1'b1;
                if (last_group) state <= DRAIN;
            end
            DRAIN: begin // the last sums are written in this cycle
                fresh <= 1'b0;
                state <= IDLE;
            end
            READ: state <= LEAK;
            LEAK: begin
                u_word <= leaked;
                state <= FIRE;
            end
            FIRE, EMIT: begin
                if (state == FIRE) pending <= emitted;
                else if (out_ready) pending <= rest;
                if (state == FIRE && emitted != {LANES{1'b0}}) state <= EMIT;
                else if (state == FIRE || (out_ready && rest == {LANES{1'b0}})) begin
                    state <= last_group ? END : READ;
                    group <= group + 1'b1;
                    base <= base + LANES_WIDE[NEURON_BITS-1:0];
                end
            end
            default: if (out_ready) begin // END
                step <= last_step ? {STEP_BITS{1'b0}} : step + 1'b1;
                group <= {GROUP_BITS{1'b0}};
                base <= {NEURON_BITS{1'b0}};
                if (DIRECT == 0 || last_step) fresh <= 1'b1;
                state <= DIRECT != 0 && !last_step ? READ : IDLE;
            end
        endcase
    end
endmodule
