// A faulty house for the test of the test: a lower room that uses an upper one, in the body of a method alone.
namespace Planted.Upward.Lower
{
    internal static class Cellar
    {
        public static int Look() => Upper.Attic.Height + new Upper.Attic().GetHashCode();
    }
}

namespace Planted.Upward.Upper
{
    internal sealed class Attic
    {
        public static int Height => 3;
    }
}
