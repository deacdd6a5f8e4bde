using System.Reflection;
using Hnsg.Engine;
using Hnsg.Networks;
using Hnsg.Tests.Lifetimes;
using Hnsg.Tests.Shared;
using Hnsg.Training;
using Xunit;

namespace Hnsg.Tests.Api;

public class NullTests
{
    private static readonly Assembly s_library = typeof(HiddenNetwork).Assembly;

    private static readonly object[] s_samples =
    [
        "nowhere/at/all",
        Stream.Null,
        SomeDisposable.Network,
        SomeDisposable.Network.Spec,
        SomeDisposable.Digits,
        SomeDisposable.Samples,
        SomeDisposable.Options,
        new BatchClassifier(SomeDisposable.Network, 1),
        new TrainingSession(SomeDisposable.Options, SomeDisposable.Digits, 1),
    ];

    public static TheoryData<string> Parameters => PublicApi.NeverNull(s_library);

    [Theory, MemberData(nameof(Parameters))]
    public void Null_is_refused_by_name(string parameter) => PublicApi.CheckNull(s_library, parameter, s_samples);
}
