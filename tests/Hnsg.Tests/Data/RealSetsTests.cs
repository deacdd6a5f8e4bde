using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

/// <summary>The real sets, where <c>HNSG_DATA</c> has them.</summary>
public class RealSetsTests
{
    private static readonly DatasetOptions Offline = new() { AllowDownload = false };

    [Theory]
    [InlineData("mnist", new byte[] { 5, 0, 4, 1, 9 }, DatasetState.Verified)]
    [InlineData("fashion-mnist", new byte[] { 9, 0, 0, 3, 0 }, DatasetState.Verified)]
    [InlineData("kmnist", new byte[0], DatasetState.Verified)]
    [InlineData("usps", new byte[] { 6, 5, 4, 7, 3 }, DatasetState.Unverified)]
    [InlineData("optdigits", new byte[] { 0, 0, 7, 4, 6 }, DatasetState.Unverified)]
    public void Loads_and_verifies(string name, byte[] firstLabels, DatasetState state)
    {
        string? data = Environment.GetEnvironmentVariable("HNSG_DATA");
        Assert.SkipWhen(
            data is null || !Directory.Exists(Path.Combine(data, name)),
            $"HNSG_DATA names no folder that has {name}."
        );
        Dataset set = SomeData.Load(name, Offline);
        DatasetInfo info = Datasets.All.Single(known => known.Name == name);
        Assert.Equal((info.Width, info.Height, info.Classes), (set.Width, set.Height, set.Classes));
        Assert.Equal((info.TrainSamples, info.TestSamples), (set.Train.Count, set.Test.Count));
        Assert.Equal(firstLabels, set.Train.Labels[..firstLabels.Length].ToArray());
        Assert.Equal(255, Enumerable.Range(0, 50).Max(i => (int)set.Train.Pixels(i).ToArray().Max()));
        Assert.Equal(state, Datasets.Verify(name, Offline).State);
    }
}
