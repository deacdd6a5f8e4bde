// Trains a hidden spiking network on the embedded digits and writes its model file.
using Hnsg.Data;
using Hnsg.Files;
using Hnsg.Measures;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

Dataset data = Datasets.Load(args.Length > 0 ? args[0] : "digits");
using var session = new TrainingSession(new TrainingOptions { Epochs = 5 }, data);
session.Run(new EveryEpoch());
TrainedNetwork network = session.Network();
Console.WriteLine($"test accuracy {Evaluator.Run(network, data.Test).Accuracy:P2}");
network.Save("digits.hnsg");

internal sealed class EveryEpoch : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Completed is { } epoch)
        {
            Console.WriteLine(epoch);
        }
    }
}
