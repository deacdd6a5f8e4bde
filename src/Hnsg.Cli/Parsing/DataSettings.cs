using System.CommandLine;
using Hnsg.Cli.Terminal;
using Hnsg.Data;
using Hnsg.Networks;
using Hnsg.Plots;
using Hnsg.Plots.Figures;
using Hnsg.Training.Runs;

namespace Hnsg.Cli.Parsing;

/// <summary>The options that say which data set, and where it may come from.</summary>
internal sealed class DataSettings
{
    private readonly Option<string?> _dataset;
    private readonly Option<string?> _data = new Option<string?>("--data")
    {
        HelpName = "DIR",
        Description = "Folder of data sets to search first, before $HNSG_DATA and the cache folder.",
    }
        .Common(Heading.Data)
        .AsPath();
    private readonly Option<bool> _noDownload = new Option<bool>("--no-download")
    {
        Description = "Do not download missing data sets.",
    }.Rare(Heading.Data);

    /// <summary>Adds the options to a command.</summary>
    public DataSettings(Command command, string usual)
    {
        _dataset = new Option<string?>("--dataset", "-d")
        {
            HelpName = "NAME",
            Description =
                $"{string.Join(", ", Datasets.All.Select(info => info.Name))}, auto, or a folder of IDX or PNG files. {usual}",
        }
            .Common(Heading.Data)
            .AsPath();
        command.Options.Add(_dataset);
        command.Options.Add(_data);
        command.Options.Add(_noDownload);
    }

    /// <summary>The files and folders that data sets were read from so far.</summary>
    public List<string> Paths { get; } = [];

    /// <summary>The data set that the command line names, or null.</summary>
    public string? Name(ParseResult parsed) => parsed.GetValue(_dataset);

    /// <summary>Whether the command line says which data set, or where it is.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.IsGiven(_dataset) || parsed.IsGiven(_data);

    /// <summary>Loads the data set for a model: the one that is named, else the one that it was trained on.</summary>
    /// <exception cref="OptionException">None is known, or it does not fit the model.</exception>
    public LoadedData LoadFor(ParseResult parsed, string path, TrainedNetwork network, CancellationToken cancellation)
    {
        string name =
            Name(parsed)
            ?? network.Metadata.Dataset
            ?? throw new OptionException("dataset", $"{path} does not say which data set it was trained on. Name one");
        RunFolder.CheckModel(path);
        LoadedData data = Load(parsed, name, cancellation, path);
        data.Dataset.RequireShape(path, network.Spec.Inputs, network.Spec.Classes);
        return data;
    }

    /// <summary>Opens a run; its data set is loaded when it is asked for, and is the one that is named, else the run's.</summary>
    public RunContents OpenRun(ParseResult parsed, string folder, CancellationToken cancellation) =>
        new(
            folder,
            name => Load(parsed, name, cancellation, new RunFolder(folder).DescriptionPath).Dataset,
            Name(parsed),
            threads: null,
            cancellation: cancellation
        );

    /// <summary>Loads a data set; what people must not miss goes to standard error.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <param name="file">The file that the name is from, where the command line does not name the data set.</param>
    public LoadedData Load(ParseResult parsed, string name, CancellationToken cancellation, string? file = null)
    {
        try
        {
            return LoadNamed(parsed, name, cancellation);
        }
        catch (OptionException error) when (file is not null && Name(parsed) is null && error.Option == "dataset")
        {
            throw new InputException(
                file,
                $"it names its data set, and {error.Message["dataset: ".Length..].TrimEnd('.')}. Name another one with --dataset.",
                error
            );
        }
    }

    private LoadedData LoadNamed(ParseResult parsed, string name, CancellationToken cancellation)
    {
        if (Parsing.Paths.Fault(name) is { } fault)
        {
            // Of the command line it was looked at already.
            throw new InputException($"data set '{name}' of a model, run or plan", fault);
        }
        List<string> notices = [];
        using var busy = new Busy($"reading {name}");
        using var download = new DownloadLine();
        Dataset dataset = Datasets.Load(
            name,
            new DatasetOptions
            {
                Directory = parsed.GetValue(_data),
                AllowDownload = !parsed.GetValue(_noDownload),
                Progress = download,
                Notice = notice =>
                {
                    Console.Error.WriteLine($"hnsg: NOTICE: {notice}");
                    notices.Add(notice);
                },
            },
            cancellation
        );
        Paths.AddRange(dataset.Paths);
        return new LoadedData(dataset, notices.Count == 0 ? null : string.Join(' ', notices));
    }
}
