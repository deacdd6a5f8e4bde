using Hnsg.Export;
using Hnsg.Export.C;
using Hnsg.Export.Npz;
using Hnsg.Export.Onnx;
using Hnsg.Export.Verification;
using Hnsg.Export.Verilog;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Nir;

namespace Hnsg.Cli.Exports;

/// <summary>An export and the model that it was made of.</summary>
internal sealed class ExportedModel
{
    private readonly string _export;
    private readonly ExportManifest _manifest;

    private ExportedModel(string export, ExportManifest manifest, string modelPath, TrainedNetwork network)
    {
        _export = export;
        _manifest = manifest;
        ModelPath = modelPath;
        Network = network;
    }

    /// <summary>What it was exported to.</summary>
    public string Target => _manifest.Target;

    /// <summary>The model's file.</summary>
    public string ModelPath { get; }

    /// <summary>The model.</summary>
    public TrainedNetwork Network { get; }

    /// <summary>Finds out what an export is, and reads its model.</summary>
    /// <param name="export">Folder or file.</param>
    /// <param name="model">The model's file, or null for the one in or beside the export.</param>
    /// <exception cref="InputException">It is not an export, or was made from another model.</exception>
    public static ExportedModel Find(string export, string? model)
    {
        bool file = File.Exists(export);
        ExportManifest manifest = file ? OfFile(export) : ExportManifest.Read(export);
        if (manifest.Unfinished)
        {
            throw new InputException(
                export,
                "the export is incomplete because it was interrupted. Export the model again"
            );
        }
        string path = model ?? (file ? Beside(export) : Path.Combine(export, ExportManifest.ModelName));
        if (model is null && !File.Exists(path))
        {
            string missing = file
                ? $"neither {Path.GetFileName(SameName(export))} nor {ExportManifest.ModelName} is beside it"
                : $"{ExportManifest.ModelName} is not in it";
            throw new InputException(
                export,
                $"verifying an export needs the model it was made from, but {missing}. Name the model with --model"
            );
        }
        TrainedNetwork network = TrainedNetwork.LoadAny(path);
        if (ExportManifest.Identity(network) != manifest.Model)
        {
            throw new InputException(
                export,
                $"it was made from a different model, not {path}. Name the right model with --model"
            );
        }
        return new ExportedModel(export, manifest, path, network);
    }

    /// <summary>Makes the export ready to run.</summary>
    /// <exception cref="InputException">It cannot be built here.</exception>
    public ExportProgram Build(CancellationToken cancellation) =>
        Target switch
        {
            CExport.Target => CExport.Compile(_export, _manifest, Network.Spec, cancellation),
            NpzExport.Target => NpzExport.Open(_export, Network.Spec, cancellation),
            VerilogExport.Target => VerilogExport.Simulate(
                _export,
                _manifest,
                HiddenNetwork.Load(ModelPath),
                cancellation
            ),
            _ => throw new InputException(
                Path.Combine(_export, ExportManifest.FileName),
                $"the target '{Target}' is unknown. Export the model again"
            ),
        };

    private static ExportManifest OfFile(string export) =>
        Path.GetExtension(export) switch
        {
            NpzExport.Extension => new ExportManifest
            {
                Target = NpzExport.Target,
                Name = NpzExport.Target,
                Model = NpzExport.ModelOf(export),
            },
            OnnxExport.Extension => throw new InputException(
                export,
                "hnsg cannot run ONNX files, but its tests can: docs/onnx.md explains how to compare a model of yours"
            ),
            NirExport.Extension => throw new InputException(
                export,
                "hnsg does not run NIR files. 'hnsg import nir' checks every number in the file and restores the model"
            ),
            _ => throw new InputException(
                export,
                "this is not an export that can be run. Name a folder or a .npz file that 'hnsg export' wrote"
            ),
        };

    private static string Beside(string export)
    {
        string sameName = SameName(export);
        return File.Exists(sameName)
            ? sameName
            : Path.Combine(Path.GetDirectoryName(export) ?? "", ExportManifest.ModelName);
    }

    private static string SameName(string export) => Path.ChangeExtension(export, NetworkFiles.Extension);
}
