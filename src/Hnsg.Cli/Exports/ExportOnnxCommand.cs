using System.CommandLine;
using Hnsg.Cli.Parsing;
using Hnsg.Cli.Terminal;
using Hnsg.Export.Onnx;
using Hnsg.Networks;

namespace Hnsg.Cli.Exports;

/// <summary><c>hnsg export onnx</c>.</summary>
internal sealed class ExportOnnxCommand
{
    private readonly Command _command = new(
        "onnx",
        "Export a model for ONNX Runtime: pictures in, votes and class out."
    );
    private readonly ExportSettings _settings;
    private readonly Option<bool> _spikes = new("--spikes")
    {
        Description = "Also output the spikes of every neuron at every step.",
    };

    private ExportOnnxCommand()
    {
        _settings = new ExportSettings(_command, OnnxExport.Extension);
        _command.Options.Add(_spikes);
        _command.SetAction(Run);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new ExportOnnxCommand()._command;
        Help.Append(
            command,
            """
            Input: pixels, uint8 [batch, inputs]; rate-coded models also take sample, int64 [batch].
            Outputs: votes, int32 [batch, classes], and class, int64 [batch]. docs/onnx.md shows how to call it.

            Examples:
              hnsg export onnx runs/tiny/model.hnsg
              hnsg export onnx model.hnsg --spikes --out digits.onnx
            """
        );
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using var interruption = new Interruption();
        string file = _settings.Out(parsed);
        bool spikes = parsed.GetValue(_spikes);
        var options = new OnnxExportOptions { Spikes = spikes };
        (int bytes, NetworkSpec spec) = _settings.ExportAny(
            parsed,
            network => (OnnxExport.Write(network, file, options), network.Spec)
        );
        _settings.ShowFile(
            parsed,
            OnnxExport.Target,
            "ONNX",
            file,
            bytes,
            ("spikes", spikes),
            [
                ("input", spec.Encoding == InputEncoding.Rate ? "pixels, sample" : "pixels"),
                ("output", spikes ? $"votes, class, spikes1…spikes{spec.Layers.Count}" : "votes, class"),
            ],
            null
        );
        return ExitCode.Done;
    }
}
