using System.Reflection;
using Xunit;

namespace Hnsg.Cli.Tests.Housing;

/// <summary>No import goes up, and no rooms form a circle.</summary>
public class FloorsTests
{
    private static readonly Assembly[] Shipped =
    [
        .. ((string[])["Hnsg", "Hnsg.Sweeps", "Hnsg.Plots", "Hnsg.Export", "Hnsg.Nir", "Hnsg.Cli"]).Select(
            Assembly.Load
        ),
    ];

    private static readonly Lazy<House> Ours = new(() => House.Of("Hnsg", Shipped));

    [Fact]
    public void No_import_goes_up_and_every_room_is_on_a_floor() =>
        Assert.True(Ours.Value.Faults(Floors.All).Count == 0, string.Join("\n", Ours.Value.Faults(Floors.All)));

    [Fact]
    public void No_rooms_form_a_circle() => Assert.Equal("", string.Join('\n', Ours.Value.Circles()));

    // HNSG_UPDATE_SNAPSHOTS=1 draws it anew.
    [Fact]
    public void The_picture_in_the_documents_is_of_these_floors()
    {
        string path = Path.Combine(DotNet.NeedRepository(), "docs", "floors.svg");
        string picture = FloorsPicture.Draw(Floors.All);
        if (Environment.GetEnvironmentVariable("HNSG_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, picture);
        }
        Assert.Equal(picture, File.ReadAllText(path));
    }

    [Fact]
    public void A_planted_upward_import_is_found()
    {
        House planted = House.Of("Planted.Upward", Assembly.GetExecutingAssembly());
        IReadOnlyList<string> faults = planted.Faults([
            ("lower", ["Planted.Upward.Lower"]),
            ("upper", ["Planted.Upward.Upper"]),
        ]);
        Assert.Equal(["Planted.Upward.Lower is below Planted.Upward.Upper: Cellar uses Attic"], faults);
    }

    [Fact]
    public void A_planted_circle_is_found()
    {
        House planted = House.Of("Planted.Circle", Assembly.GetExecutingAssembly());
        Assert.Equal(["Planted.Circle.One", "Planted.Circle.Three", "Planted.Circle.Two"], planted.Circles());
    }

    [Fact]
    public void A_room_that_is_on_no_floor_is_found()
    {
        House planted = House.Of("Planted.Circle", Assembly.GetExecutingAssembly());
        Assert.Contains("Planted.Circle.One is on no floor", planted.Faults([]));
    }
}
