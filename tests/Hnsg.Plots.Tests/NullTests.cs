using System.Reflection;
using Hnsg.Plots.Drawing;
using Hnsg.Tests.Shared;
using Xunit;

namespace Hnsg.Plots.Tests;

public class NullTests
{
    private static readonly Assembly s_library = typeof(Figure).Assembly;

    private static readonly object[] s_samples = ["nowhere/at/all"];

    public static TheoryData<string> Parameters => PublicApi.NeverNull(s_library);

    [Theory, MemberData(nameof(Parameters))]
    public void Null_is_refused_by_name(string parameter) => PublicApi.CheckNull(s_library, parameter, s_samples);
}
