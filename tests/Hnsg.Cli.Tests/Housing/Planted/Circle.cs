// A faulty house for the test of the test: three rooms in a circle, of which no two use each other.
namespace Planted.Circle.One
{
    internal sealed class First
    {
        public Two.Second? Next { get; init; }
    }
}

namespace Planted.Circle.Two
{
    internal sealed class Second
    {
        public Three.Third? Next { get; init; }
    }
}

namespace Planted.Circle.Three
{
    internal sealed class Third
    {
        public One.First? Next { get; init; }
    }
}
