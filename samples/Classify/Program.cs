// Classifies a picture, or a test sample of the embedded digits, with a model file: Classify MODEL PNG-OR-INDEX
using Hnsg.Data;
using Hnsg.Engine;
using Hnsg.Files;
using Hnsg.Networks;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Classify MODEL.hnsg (PICTURE.png | INDEX of an embedded digit, 0 to 1999)");
    return 2;
}

var network = HiddenNetwork.Load(args[0]);
ReadOnlyMemory<byte> pixels = int.TryParse(args[1], out int index)
    ? Datasets.Load("digits").Test.Pixels(index).ToArray()
    : PngImage.Read(args[1], network.Metadata.Width ?? 28, network.Metadata.Height ?? 28);

Classification answer = network.Classify(pixels.Span, index);
Console.WriteLine($"{answer.Class} with {answer.Votes[answer.Class]} spikes");
return 0;
