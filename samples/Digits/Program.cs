// The program that README.md shows: trains on the embedded digits, then classifies in three ways.
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;
using Hnsg.Training;
using Hnsg.Training.Options;

Dataset data = Datasets.Load("digits");
using var session = new TrainingSession(new TrainingOptions { Epochs = 5 }, data);
session.Run();
session.Network().Save("digits.hnsg");

var network = HiddenNetwork.Load("digits.hnsg");
ReadOnlySpan<byte> pixels = data.Test.Pixels(0); // one byte for each input of the network

// From any thread, with the votes.
Classification answer = network.Classify(pixels);
Console.WriteLine($"{answer.Class} with {answer.Votes[answer.Class]} spikes");

// The class alone, in a few microseconds and without allocating. Each thread needs a classifier of its own.
using var classifier = new Classifier(network);
Console.WriteLine(classifier.ClassOf(pixels));

// Many samples at once, on all cores.
using var batch = new BatchClassifier(network);
int[] classes = batch.Classify(data.Test);
Console.WriteLine($"{classes.Length} samples classified");
