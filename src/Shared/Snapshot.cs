using System.Diagnostics.CodeAnalysis;

namespace Hnsg;

/// <summary>Copies of what a caller hands over and could change later.</summary>
internal static class Snapshot
{
    /// <summary>A copy of a list that nobody can write to; null of null, which is for validation to find.</summary>
    [return: NotNullIfNotNull(nameof(items))]
    public static IReadOnlyList<T>? Of<T>(IReadOnlyList<T>? items) =>
        items is null ? null
        : items.Count == 0 ? []
        : [.. items];

    /// <summary>A copy of a dictionary that nobody can write to, in the same order.</summary>
    [return: NotNullIfNotNull(nameof(items))]
    public static IReadOnlyDictionary<TKey, TValue>? Of<TKey, TValue>(IReadOnlyDictionary<TKey, TValue>? items)
        where TKey : notnull => items is null ? null : new Dictionary<TKey, TValue>(items).AsReadOnly();
}
