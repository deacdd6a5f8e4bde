using System.CommandLine;
using Hnsg.Bench.Measuring;
using Hnsg.Cli;
using Hnsg.Cli.Parsing;

namespace Hnsg.Bench.Commands;

/// <summary><c>./bench.sh all</c>.</summary>
internal static class AllCommand
{
    public static Command Create()
    {
        var command = new Command("all", "Run every benchmark and write the results as JSON, and a figure.");
        Option<string> folder = Values.Text("--out", "DIR", "Folder of the results; default bench/results.");
        var only = new Option<string[]>("--only")
        {
            HelpName = "NAME",
            Description = "Only this one, by the name of its file; may be given several times.",
        };
        command.Options.Add(folder);
        command.Options.Add(only);
        command.SetAction(parsed =>
        {
            string place = parsed.GetValue(folder) ?? Path.Combine("bench", "results");
            (string Name, string[] Arguments)[] all = Benchmarks(place);
            string[] chosen = parsed.GetValue(only) ?? [];
            if (chosen.FirstOrDefault(name => all.All(it => it.Name != name)) is { } unknown)
            {
                throw UnknownName.Error("only", unknown, [.. all.Select(it => it.Name)]);
            }
            Directory.CreateDirectory(place);
            foreach ((string name, string[] arguments) in all)
            {
                if (chosen.Length == 0 || chosen.Contains(name))
                {
                    Console.WriteLine($"{name}: ./bench.sh {string.Join(' ', arguments)}");
                    string json = ChildProcess.RunSelf([.. arguments, "--json"]);
                    File.WriteAllText(Path.Combine(place, $"{name}.json"), json);
                }
            }
            return ExitCode.Done;
        });
        Help.Append(
            command,
            """
            Takes about five minutes. Nothing else should run on the machine meanwhile.

            Examples:
              ./bench.sh all
              ./bench.sh all --out results --only step --only scale
            """
        );
        return command;
    }

    private static (string Name, string[] Arguments)[] Benchmarks(string folder) =>
        [
            ("step", ["step"]),
            ("step-2-threads", ["step", "--threads", "2"]),
            ("step-100", ["step", "--hidden", "100"]),
            ("step-default", ["step", "--preset", "default"]),
            ("peers", ["peers"]),
            ("peers-100", ["peers", "--hidden", "100"]),
            ("topk", ["topk"]),
            ("infer", ["infer"]),
            ("infer-peers", ["peers", "infer"]),
            ("train-to", ["train-to", "--threads", "2"]),
            ("scale", ["scale", "--figure", Path.Combine(folder, "scale.svg")]),
            ("memory", ["memory"]),
            ("aot", ["aot"]),
            ("ceiling", ["ceiling"]),
            ("kernels", ["kernels"]),
            ("sweep", ["sweep"]),
        ];
}
