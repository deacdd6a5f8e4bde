namespace Hnsg.Data;

/// <summary>What people should know of a data set that can be trained on, but perhaps is not what they meant.</summary>
internal static class DatasetNotices
{
    /// <summary>The notices; none for most sets.</summary>
    public static IEnumerable<string> Of(Dataset dataset)
    {
        if (dataset.Train.AllPixels.Span.IndexOfAnyExceptInRange((byte)0, (byte)1) < 0)
        {
            yield return $"no pixel in the training samples of {dataset.Name} is greater than 1, but encoders expect 0…255, so the pictures "
                + "are almost black. If the pixels were scaled to 0…1, multiply them by 255.";
        }
        int[] train = Count(dataset.Train.Labels);
        int[] test = Count(dataset.Test.Labels);
        string[] untrained = [.. dataset.ClassNames.Where((_, label) => train[label] == 0)];
        if (untrained.Length > 0)
        {
            int lost = test.Where((_, label) => train[label] == 0).Sum();
            yield return $"{dataset.Name} has no training samples of class {Names(untrained)}, so no network can learn "
                + (untrained.Length == 1 ? "it" : "them")
                + (lost == 0 ? "." : $": it will get {Counted.Of(lost, "test sample")} wrong.");
        }
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(10)) + (names.Length > 10 ? $" and {names.Length - 10} more" : "");

    private static int[] Count(ReadOnlySpan<byte> labels)
    {
        var counts = new int[byte.MaxValue + 1];
        foreach (byte label in labels)
        {
            counts[label]++;
        }
        return counts;
    }
}
