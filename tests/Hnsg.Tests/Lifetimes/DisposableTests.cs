using System.Reflection;
using Hnsg.Engine;
using Hnsg.Tests.Data;
using Hnsg.Tests.Shared;
using Xunit;

namespace Hnsg.Tests.Lifetimes;

/// <summary>The rule of all disposable types: one call at a time, and none after <c>Dispose</c>.</summary>
public sealed class DisposableTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public static TheoryData<Type> Types =>
        [
            .. typeof(Classifier)
                .Assembly.GetExportedTypes()
                .Where(type => type.IsAssignableTo(typeof(IDisposable)) && !type.IsAbstract),
        ];

    public void Dispose() => _temp.Dispose();

    [Theory, MemberData(nameof(Types))]
    public void After_Dispose_every_method_says_so(Type type)
    {
        foreach (MethodInfo method in Methods(type))
        {
            IDisposable it = SomeDisposable.All[type](_temp);
            SomeDisposable.Use(it);
            it.Dispose();
            it.Dispose();
            var error = Assert.Throws<ObjectDisposedException>(() =>
                AnyCall.Invoke(method, it, new object?[method.GetParameters().Length])
            );
            Assert.Contains(type.Name, error.ObjectName, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Types))]
    public void After_Dispose_properties_can_still_be_read(Type type)
    {
        IDisposable it = SomeDisposable.All[type](_temp);
        SomeDisposable.Use(it);
        it.Dispose();
        Assert.All(type.GetProperties(BindingFlags.Public | BindingFlags.Instance), property => property.GetValue(it));
    }

    [Theory, MemberData(nameof(Types))]
    public void Dispose_of_many_threads_at_once_is_one(Type type)
    {
        for (int round = 0; round < 5; round++)
        {
            IDisposable it = SomeDisposable.All[type](_temp);
            Parallel.For(0, 4, _ => it.Dispose());
        }
    }

    [Theory, MemberData(nameof(Types))]
    public void An_object_that_two_threads_use_at_once_refuses_one_of_them(Type type)
    {
        using IDisposable it = SomeDisposable.All[type](_temp);
        Parallel.For(
            0,
            4,
            _ =>
            {
                for (int call = 0; call < 20; call++)
                {
                    try
                    {
                        SomeDisposable.Use(it);
                    }
                    catch (InvalidOperationException error) when (error is not ObjectDisposedException) { }
                }
            }
        );
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.Name != nameof(IDisposable.Dispose));
}
