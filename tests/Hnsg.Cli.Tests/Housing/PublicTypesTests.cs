using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Hnsg.Cli.Tests.Housing;

/// <summary>What is public is for users. The files PublicAPI.*.txt list it; here is only how much of it there is.</summary>
public class PublicTypesTests
{
    // Lower it when a type goes; think twice before raising it.
    private const int Most = 136;

    private static readonly Assembly[] Libraries =
    [
        .. ((string[])["Hnsg", "Hnsg.Sweeps", "Hnsg.Plots", "Hnsg.Export", "Hnsg.Nir"]).Select(Assembly.Load),
    ];

    [Fact]
    public void There_are_no_more_public_types_than_before() =>
        Assert.InRange(Libraries.SelectMany(Exported).Count(), 1, Most);

    [Fact]
    public void The_command_line_has_no_public_types() => Assert.Empty(Exported(Assembly.Load("Hnsg.Cli")));

    [Fact]
    public void Only_tests_and_benchmarks_see_what_is_internal()
    {
        IEnumerable<string> friends = Libraries
            .Append(Assembly.Load("Hnsg.Cli"))
            .SelectMany(library => library.GetCustomAttributes<InternalsVisibleToAttribute>())
            .Select(friend => friend.AssemblyName);
        Assert.All(friends, friend => Assert.Matches(@"\.(Tests|Bench)$", friend));
    }

    // The compiler gives blocks of extension members types of their own, which nobody can name.
    private static IEnumerable<Type> Exported(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal));
}
