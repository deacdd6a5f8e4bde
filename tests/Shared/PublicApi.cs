using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Hnsg.Tests.Shared;

/// <summary>What an assembly shows to others, seen by reflection, so that tests hold for what is not written yet.</summary>
internal static class PublicApi
{
    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>Every parameter of a public method or constructor that must not be null.</summary>
    /// <remarks>Constructors of records are left out: what they hold is checked where it is used.</remarks>
    public static TheoryData<string> NeverNull(Assembly assembly) =>
        [.. Parameters(assembly).Select(parameter => Name(parameter))];

    /// <summary>Calls a method with null for one parameter, and samples or defaults for the others.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="name">One of <see cref="NeverNull"/>.</param>
    /// <param name="samples">Objects of the types whose methods need a whole one.</param>
    public static void CheckNull(Assembly assembly, string name, IReadOnlyList<object> samples)
    {
        ParameterInfo parameter = Parameters(assembly).First(it => Name(it) == name);
        var method = (MethodBase)parameter.Member;
        if (method is MethodInfo { IsGenericMethodDefinition: true } generic)
        {
            method = generic.MakeGenericMethod([.. generic.GetGenericArguments().Select(_ => typeof(object))]);
        }
        object? target = method.IsStatic || method is ConstructorInfo ? null : Sample(method.DeclaringType!, samples);
        object?[] arguments =
        [
            .. method
                .GetParameters()
                .Select(it =>
                    it.Position == parameter.Position ? null
                    : it.HasDefaultValue ? it.DefaultValue
                    : Sample(it.ParameterType, samples)
                ),
        ];
        var error = Assert.Throws<ArgumentNullException>(() => AnyCall.Invoke(method, target, arguments));
        Assert.Equal(parameter.Name, error.ParamName);
    }

    private static IEnumerable<ParameterInfo> Parameters(Assembly assembly) =>
        assembly
            .GetExportedTypes()
            // The compiler's own types for extension members only repeat their signatures.
            .Where(type => !type.Name.StartsWith('<'))
            .Where(type => !type.IsAssignableTo(typeof(Delegate)) && !type.IsAssignableTo(typeof(Exception)))
            .SelectMany(Members)
            .SelectMany(member => member.GetParameters())
            .Where(parameter => !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef)
            .Where(parameter => s_nullability.Create(parameter).WriteState != NullabilityState.Nullable);

    private static IEnumerable<MethodBase> Members(Type type)
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<MethodBase> methods = type.GetMethods(All)
            .Where(method => !method.IsSpecialName && !method.IsAbstract)
            .Where(method => method.GetBaseDefinition().DeclaringType == method.DeclaringType)
            .Where(method => method.GetCustomAttribute<CompilerGeneratedAttribute>() is null);
        bool isRecord = type.GetMethod("<Clone>$") is not null || type.IsValueType;
        return isRecord || type.IsAbstract ? methods : methods.Concat(type.GetConstructors());
    }

    private static string Name(ParameterInfo parameter)
    {
        var method = (MethodBase)parameter.Member;
        string types = string.Join(", ", method.GetParameters().Select(it => it.ParameterType.Name));
        return $"{method.DeclaringType!.Name}.{method.Name}({types}): {parameter.Name}";
    }

    // Checks come before any use, so most objects need not be good for anything.
    private static object? Sample(Type type, IReadOnlyList<object> samples)
    {
        if (samples.FirstOrDefault(type.IsInstanceOfType) is { } sample)
        {
            return sample;
        }
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return Expression
                .Lambda(
                    type,
                    Expression.Default(invoke.ReturnType),
                    invoke.GetParameters().Select(it => Expression.Parameter(it.ParameterType))
                )
                .Compile();
        }
        if (type.IsInterface && type.IsAssignableTo(typeof(IEnumerable)))
        {
            Type[] of = type.GetGenericArguments();
            return of.Length == 1
                ? Array.CreateInstance(of[0], 0)
                : Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of));
        }
        if (type.IsValueType || type.IsByRef)
        {
            return null;
        }
        Type whole = type.IsAbstract
            ? type.Assembly.GetTypes().First(it => it.IsSubclassOf(type) && !it.IsAbstract)
            : type;
        return RuntimeHelpers.GetUninitializedObject(whole);
    }
}
