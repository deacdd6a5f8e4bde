using Hnsg.Bench;

return args switch
{
    ["step", .. string[] rest] => StepBenchmark.Run(rest),
    ["peers", .. string[] rest] => PeersBenchmark.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: ./bench.sh step [--hidden H] [--threads N] [--steps T] [--batch B] [--keep K] [--encoding rate|direct]
                               [--repeat N] [--json]

               ./bench.sh peers [--hidden H] [--threads N] [--steps T] [--batch B]

        step   time of one training step: 784-H-10 on MNIST ($HNSG_DATA) or the embedded digits; the median of N
        peers  the same beside hand-written PyTorch (bench/peers), where python3 has torch
        """
    );
    return 2;
}
