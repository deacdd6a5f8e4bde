using Hnsg.Data;
using Xunit;

namespace Hnsg.Tests.Data;

public class DataPlacesTests
{
    [Fact]
    public void The_given_folder_goes_before_the_variable_and_the_cache()
    {
        DataPlaces places = From("/given", ("HNSG_DATA", "/env"), ("HOME", "/home/x"), ("XDG_CACHE_HOME", "/cache"));
        Assert.Equal(
            ["/given", "/env", Path.Combine("/cache", "hnsg", "data")],
            places.InOrder().Select(p => p.Folder)
        );
        Assert.Equal([false, false, true], places.InOrder().Select(place => place.IsCache));
    }

    [Fact]
    public void Without_variables_only_the_cache_below_home_is_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a folder of its own for this.");
        Assert.Equal(
            ["/home/x/.cache/hnsg/data"],
            From(null, ("HOME", "/home/x"), ("HNSG_DATA", " ")).InOrder().Select(place => place.Folder)
        );
    }

    [Fact]
    public void A_relative_cache_home_is_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a folder of its own for this.");
        Assert.Equal("/home/x/.cache/hnsg/data", From(null, ("HOME", "/home/x"), ("XDG_CACHE_HOME", "relative")).Cache);
    }

    private static DataPlaces From(string? given, params (string Name, string Value)[] variables) =>
        DataPlaces.From(given, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
