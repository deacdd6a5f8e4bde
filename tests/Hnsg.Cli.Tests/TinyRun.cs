namespace Hnsg.Cli.Tests;

/// <summary>A folder with a run in <c>run</c> that learned well, for the tests of a class that only look at it.</summary>
public sealed class TinyRun : IDisposable
{
    private readonly TempFolder _temp = new();

    public TinyRun() =>
        Cli.Succeed(
            "train",
            "--dataset",
            "digits",
            "--hidden",
            "64",
            "--epochs",
            "4",
            "--train-samples",
            "4000",
            "--no-report",
            "--out",
            _temp["run"]
        );

    /// <summary>The folder that has <c>run</c> in it.</summary>
    public string Path => _temp.Path;

    public string this[string name] => _temp[name];

    public void Dispose() => _temp.Dispose();
}
