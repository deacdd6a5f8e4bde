using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hnsg.Bench;

/// <summary>The step benchmark beside hand-written PyTorch, in one run on one machine.</summary>
internal static class PeersBenchmark
{
    public static int Run(string[] args)
    {
        var arguments = new Arguments(args);
        string script = Path.Combine("bench", "peers", "torch_step.py");
        string options =
            $"--hidden {arguments.Integer("hidden", 1000)} --threads {arguments.Integer("threads", 1)} "
            + $"--steps {arguments.Integer("steps", 25)} --batch {arguments.Integer("batch", 128)}";
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("PYTHON") ?? "python3",
            $"{script} {options}"
        )
        {
            RedirectStandardOutput = true,
        };
        string output;
        try
        {
            using Process peer = Process.Start(start)!;
            output = peer.StandardOutput.ReadToEnd();
            peer.WaitForExit();
        }
        catch (Win32Exception error)
        {
            Console.Error.WriteLine($"{start.FileName} could not be started: {error.Message}");
            return 3;
        }
        if (output.Length == 0)
        {
            Console.Error.WriteLine(
                "The PyTorch script gave no result. It needs python3-torch, a fast BLAS (libopenblas0-pthread), and MNIST "
                    + "in $HNSG_DATA; PYTHON names another python3."
            );
            return 3;
        }
        double theirs = JsonDocument.Parse(output).RootElement.GetProperty("medianMs").GetDouble();
        StepResult ours = StepBenchmark.Measure(arguments);
        Console.WriteLine(output.Trim());
        Console.WriteLine(ours.Json());
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"PyTorch {theirs:F2} ms, Hnsg {ours.Total:F2} ms: {theirs / ours.Total:F1} times as fast"
            )
        );
        return 0;
    }
}
