using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public class DatasetsTests
{
    [Fact]
    public void Six_sets_are_known() =>
        Assert.Equal(
            ["mnist", "fashion-mnist", "kmnist", "usps", "optdigits", "digits"],
            Datasets.All.Select(info => info.Name)
        );

    [Fact]
    public void Every_set_says_where_it_is_from_and_names_its_classes() =>
        Assert.All(
            Datasets.All,
            info =>
            {
                Assert.Equal(10, info.Classes);
                Assert.Equal(10, info.ClassNames.Distinct().Count());
                Assert.NotEmpty(info.From);
                Assert.NotEmpty(info.Licence);
                Assert.InRange(info.Width * info.Height, 64, 784);
            }
        );

    [Fact]
    public void Every_set_that_can_be_downloaded_has_mirrors_and_checksums() =>
        Assert.All(
            Catalogue.Sets,
            set =>
            {
                Assert.Equal(set.Info.Downloadable, set.Mirrors.Count >= 3);
                Assert.All(set.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri));
                Assert.Equal(set.Info.Downloadable ? 4 : 0, set.Unpacked.Count + set.Packed.Count);
                Assert.All(set.Unpacked.Values.Concat(set.Packed.Values), sum => Assert.Matches("^[0-9a-f]{64}$", sum));
            }
        );

    [Fact]
    public void A_mistyped_name_is_answered_with_the_right_one()
    {
        OptionException error = Assert.Throws<OptionException>(() => SomeData.Load("minst"));
        Assert.Equal("dataset", error.Option);
        Assert.Contains("Did you mean mnist?", error.Message);
        Assert.Contains("optdigits", error.Message);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        string message = Assert.Throws<OptionException>(() => SomeData.Load("imagenet-21k")).Message;
        Assert.DoesNotContain("Did you mean", message);
        Assert.Contains("auto, mnist, fashion-mnist, kmnist, usps, optdigits, digits", message);
    }

    [Fact]
    public void A_file_is_no_data_set() =>
        Assert.Contains(
            "is a file",
            Assert.Throws<OptionException>(() => SomeData.Load(typeof(DatasetsTests).Assembly.Location)).Message
        );

    [Fact]
    public void Finding_verifying_and_fetching_want_a_known_name()
    {
        Assert.Throws<OptionException>(() => Datasets.Find("x"));
        Assert.Throws<OptionException>(() => Datasets.Verify("x"));
        Assert.Throws<OptionException>(() => Datasets.Fetch("x", null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_digits_need_no_file()
    {
        Assert.Equal(DatasetState.Embedded, Datasets.Find("digits").State);
        Assert.Equal(DatasetState.Embedded, Datasets.Verify("digits").State);
        Assert.Equal(
            DatasetState.Embedded,
            Datasets.Fetch("Digits", null, TestContext.Current.CancellationToken).State
        );
    }
}
