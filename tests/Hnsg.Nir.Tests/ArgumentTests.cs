using Hnsg.Networks;
using Xunit;

namespace Hnsg.Nir.Tests;

public class ArgumentTests
{
    [Fact]
    public void Options_that_cannot_be_are_refused_before_the_file_is_opened()
    {
        (string Option, NirImportOptions Options)[] bad =
        [
            ("steps", new() { Steps = 0 }),
            ("encoding", new() { Encoding = (InputEncoding)9 }),
            ("dt", new() { TimeStep = double.NaN }),
            ("dt", new() { TimeStep = 0 }),
            ("white", new() { White = double.PositiveInfinity }),
            ("white", new() { White = 0 }),
            ("white", new() { Black = double.NaN }),
        ];
        Assert.All(
            bad,
            it =>
                Assert.Equal(
                    it.Option,
                    Assert.Throws<OptionException>(() => NirImport.Read("no.nir", it.Options)).Option
                )
        );
    }
}
