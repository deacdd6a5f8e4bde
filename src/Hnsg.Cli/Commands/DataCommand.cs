using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Data;

namespace Hnsg.Cli.Commands;

/// <summary><c>hnsg data</c>: list, fetch, verify.</summary>
internal static class DataCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("data", "List, download and check data sets.")
        {
            Sub(
                "list",
                "Show which data sets are on this machine.",
                (name, options, _) => Datasets.Find(name, options)
            ),
            Sub("fetch", "Download data sets that are missing.", Fetch),
            Sub(
                "verify",
                "Read data sets and check them against the published checksums.",
                (name, options, _) => Datasets.Verify(name, options)
            ),
        };
        Help.Append(
            command,
            """
            Examples:
              hnsg data list
              hnsg data fetch mnist
              hnsg data verify mnist fashion-mnist --json
            """
        );
        return command;
    }

    private static Command Sub(
        string verb,
        string description,
        Func<string, DatasetOptions, CancellationToken, DatasetStatus> act
    )
    {
        var names = new Argument<string[]>("NAME")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = $"Data sets; default all of {string.Join(", ", Datasets.All.Select(info => info.Name))}.",
        };
        var folder = new Option<string?>("--data")
        {
            HelpName = "DIR",
            Description = "Folder of data sets to search first; 'fetch' downloads into it.",
        }.AsPath();
        var json = new Option<bool>("--json") { Description = "Print a JSON list on standard output." };
        var command = new Command(verb, description) { names, folder, json };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            using var line = new DownloadLine();
            string[] given = parsed.GetValue(names) ?? [];
            if (given.Length == 0)
            {
                given = [.. Usual(verb)];
            }
            var options = new DatasetOptions { Directory = parsed.GetValue(folder), Progress = line };
            // Every name is looked up before the first is acted on.
            foreach (string name in given)
            {
                Datasets.Find(name, verb == "fetch" ? null : options);
            }
            List<DatasetStatus> states = [.. given.Select(name => act(name, options, interruption.Token))];
            if (parsed.GetValue(json))
            {
                JsonText.Print(new JsonArray([.. states.Select(Json)]));
            }
            else
            {
                Show(states);
            }
            return states.Any(state => verb == "verify" && state.State == DatasetState.Damaged)
                ? ExitCode.Input
                : ExitCode.Done;
        });
        Help.Append(
            command,
            $"""
            Examples:
              hnsg data {verb}
              hnsg data {verb} mnist --data ~/data
            """
        );
        return command;
    }

    private static IEnumerable<string> Usual(string verb) =>
        Datasets.All.Where(info => verb != "fetch" || info.Downloadable).Select(info => info.Name);

    private static DatasetStatus Fetch(string name, DatasetOptions options, CancellationToken cancellation) =>
        Datasets.Fetch(name, options, cancellation);

    private static void Show(IEnumerable<DatasetStatus> states)
    {
        Table table = Screen.Table("Data set", "State", "Pixels", "Classes", "Train", "Test", "Detail");
        foreach (DatasetStatus it in states)
        {
            table.Row(
                it.Info.Name,
                State(it),
                $"{it.Info.Width} × {it.Info.Height}",
                Numbers.Count(it.Info.Classes),
                Numbers.Count(it.Info.TrainSamples),
                Numbers.Count(it.Info.TestSamples),
                it.Folder is null ? it.Detail : $"{it.Folder}: {it.Detail}"
            );
        }
        Screen.Output.Write(table);
    }

    private static JsonObject Json(DatasetStatus it) =>
        new()
        {
            ["name"] = it.Info.Name,
            ["state"] = State(it),
            ["folder"] = it.Folder,
            ["detail"] = it.Detail,
            ["description"] = it.Info.Description,
            ["width"] = it.Info.Width,
            ["height"] = it.Info.Height,
            ["classes"] = it.Info.Classes,
            ["trainSamples"] = it.Info.TrainSamples,
            ["testSamples"] = it.Info.TestSamples,
            ["downloadable"] = it.Info.Downloadable,
            ["from"] = it.Info.From,
            ["licence"] = it.Info.Licence,
        };

    private static string State(DatasetStatus status) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(status.State.ToString());
}
