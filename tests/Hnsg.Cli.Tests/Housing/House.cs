using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace Hnsg.Cli.Tests.Housing;

/// <summary>Which rooms some compiled assemblies have, and which of them use which.</summary>
internal sealed class House
{
    private House(IReadOnlyCollection<string> rooms, IReadOnlyList<(string From, string To, string Where)> uses)
    {
        Rooms = rooms;
        Uses = uses;
    }

    /// <summary>Every namespace with a type in it.</summary>
    public IReadOnlyCollection<string> Rooms { get; }

    /// <summary>A type of one room that uses a type of another.</summary>
    public IReadOnlyList<(string From, string To, string Where)> Uses { get; }

    /// <summary>Looks at every type of assemblies whose namespace begins with a name.</summary>
    public static House Of(string name, params System.Reflection.Assembly[] assemblies)
    {
        Architecture architecture = new ArchLoader().LoadAssemblies(assemblies).Build();
        IType[] types =
        [
            .. architecture.Types.Where(type =>
                type.Namespace is not null && IsIn(type.Namespace.FullName, name) && !IsMadeByCompiler(type)
            ),
        ];
        var uses = new HashSet<(string, string, string)>();
        foreach (IType type in types)
        {
            foreach (IType target in type.Dependencies.Select(dependency => dependency.Target))
            {
                // The parameters of generic types belong to no room.
                string from = type.Namespace.FullName;
                if (
                    target is not GenericParameter
                    && target.Namespace?.FullName is { } to
                    && from != to
                    && IsIn(to, name)
                )
                {
                    uses.Add((from, to, $"{type.Name} uses {target.Name}"));
                }
            }
        }
        return new House([.. types.Select(type => type.Namespace.FullName).ToHashSet()], [.. uses]);
    }

    /// <summary>What breaks the rule of the floors, in words; empty where nothing does.</summary>
    public IReadOnlyList<string> Faults(IReadOnlyList<(string Name, IReadOnlyList<string> Rooms)> floors)
    {
        List<string> order = [.. floors.SelectMany(floor => floor.Rooms)];
        return
        [
            .. Rooms.Where(room => !order.Contains(room)).Select(room => $"{room} is on no floor"),
            .. order.Where(room => !Rooms.Contains(room)).Select(room => $"{room} is a floor without a room"),
            .. Uses.Where(use => order.IndexOf(use.From) < order.IndexOf(use.To))
                .Select(use => $"{use.From} is below {use.To}: {use.Where}"),
        ];
    }

    /// <summary>Rooms that use each other, directly or by way of others.</summary>
    public IReadOnlyList<string> Circles()
    {
        ILookup<string, string> next = Uses.ToLookup(use => use.From, use => use.To);
        return [.. Rooms.Where(room => Reached(room).Contains(room)).Order(StringComparer.Ordinal)];

        HashSet<string> Reached(string room)
        {
            var seen = new HashSet<string>();
            var open = new Queue<string>(next[room]);
            while (open.TryDequeue(out string? other))
            {
                if (seen.Add(other))
                {
                    foreach (string further in next[other])
                    {
                        open.Enqueue(further);
                    }
                }
            }
            return seen;
        }
    }

    private static bool IsIn(string space, string name) =>
        space == name || space.StartsWith(name + ".", StringComparison.Ordinal);

    // Such as arrays' initial values, which belong to no room.
    private static bool IsMadeByCompiler(IType type) => type.Name.StartsWith('<') && !type.FullName.Contains('+');
}
