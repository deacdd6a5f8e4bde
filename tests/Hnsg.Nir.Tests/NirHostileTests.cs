using System.Diagnostics;
using Xunit;

namespace Hnsg.Nir.Tests;

/// <summary>Damaged and hostile files: an error of the file and nothing else, soon, and without much memory.</summary>
public sealed class NirHostileTests : IDisposable
{
    private const int Files = 100;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    public static TheoryData<string> Damages =>
        ["byte", "bit", "cut off", "large size", "other address", "other size", "other type", "all at once"];

    [Theory, MemberData(nameof(Damages))]
    public void A_damaged_file_gives_a_network_or_an_error_of_the_file(string damage)
    {
        byte[][] files = [.. Samples.Names.Select(Samples.Bytes).Append(Written()).Where(it => it.Length < 50_000)];
        var random = new Random(Damages.ToList().FindIndex(it => it.Data == damage));
        int errors = 0;
        for (int n = 0; n < Files; n++)
        {
            byte[] bytes = [.. files[n % files.Length]];
            bytes = damage == "cut off" ? bytes[..random.Next(bytes.Length)] : Damaged(bytes, damage, random);
            File.WriteAllBytes(_temp["net.nir"], bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            try
            {
                NirImport.Read(_temp["net.nir"]);
            }
            catch (InputException error)
            {
                errors++;
                Assert.StartsWith(_temp["net.nir"], error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(error.Message, char.IsControl);
            }
            // No more than a network of the size that needs no proof takes, and its model; and no hang.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 << 20);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"file {n} took {watch.Elapsed}");
        }
        Assert.InRange(errors, 10, Files);
    }

    // One to four changes, half of them in the first bytes, where most structures are.
    private static byte[] Damaged(byte[] bytes, string damage, Random random)
    {
        for (int change = random.Next(4); change >= 0; change--)
        {
            int limit = random.Next(2) == 0 ? bytes.Length : Math.Min(bytes.Length, 4096);
            int at = random.Next(limit - 8);
            int word = at / 8 * 8;
            switch (damage == "all at once" ? Damages.ElementAt(random.Next(7)).Data : damage)
            {
                case "byte":
                    bytes[at] = (byte)random.Next(256);
                    break;
                case "bit":
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case "large size":
                    bytes.AsSpan(at, 1 << random.Next(4)).Fill(byte.MaxValue);
                    break;
                case "other address":
                    BitConverter.TryWriteBytes(bytes.AsSpan(word), random.NextInt64(2 * bytes.Length));
                    break;
                case "other size":
                    BitConverter.TryWriteBytes(bytes.AsSpan(at / 2 * 2), random.Next(1 << random.Next(1, 31)));
                    break;
                case "other type":
                    // A word of another place: a header, a link or a type where it does not belong.
                    bytes.AsSpan(random.Next(limit - 8) / 8 * 8, 8).CopyTo(bytes.AsSpan(word));
                    break;
                default:
                    break;
            }
        }
        return bytes;
    }

    // By another writer than the samples.
    private static byte[] Written()
    {
        using var bytes = new MemoryStream();
        Some.Graph(
                ("input", Some.Port("Input", 2)),
                (
                    "fc",
                    Some.Affine(
                        new float[,]
                        {
                            { 2, 4 },
                        },
                        0.5f
                    )
                ),
                ("lif", Some.Lif([2e-4f], [1], [0], [2], [0])),
                ("output", Some.Port("Output", 1))
            )
            .Write(bytes);
        return bytes.ToArray();
    }

    [Fact]
    public void Structures_that_lead_in_circles_or_claim_too_much_are_told()
    {
        H5py.Run(_temp, Hostile);
        foreach (
            (string name, string message) in ((string, string)[])
                [
                    ("many_names", "/node/nodes: a group has more than 4096 names"),
                    ("many_nodes", "/node/nodes: there are 403 nodes, but at most 256 can be read"),
                    ("many_edges", "/node/edges: there are 16777216 edges, but at most 1024 can be read"),
                    ("wide_edges", "/node/edges: a string has 100,000,000 bytes"),
                    ("long_type", "/node/nodes/fc/type: a string has 5,000,000 bytes"),
                    ("long_spec", "/node/metadata/hnsg: a string has 2,000,000 bytes"),
                    ("many_steps", "/node/metadata/dt: it has shape (268435456), but one number is needed"),
                    ("wide_bias", "/node/nodes/fc/bias: it has shape (268435456), but (3) is needed"),
                    ("wide_layer", "classes: 70000 is not in 1…65,535"),
                    ("soft_circle", "it is a soft link that goes through too many others"),
                    ("soft_nowhere", "it is a soft link to '/nowhere', which does not exist"),
                    ("soft_outside", "it is an external link"),
                ]
        )
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            InputException error = Assert.Throws<InputException>(() => NirImport.Read(_temp[name + ".nir"]));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 << 20);
        }
        // Groups in a circle, many attributes and soft links in the file do no harm.
        Assert.Equal(12, NirImport.Read(_temp["circle.nir"]).Network.Connections);
    }

    private const string Hostile =
        H5pyNetwork.Writing
        + """
            def without(nodes, path):
                del nodes[path]
                return nodes[path.rpartition("/")[0]]
            def many_names(f, graph, nodes):
                for n in range(5000):
                    nodes[f"n{n}"] = nodes["lif"]
            def many_nodes(f, graph, nodes):
                for n in range(399):
                    nodes[f"n{n}"] = nodes["lif"]
            def many_edges(f, graph, nodes):
                del graph["edges"]
                graph.create_dataset("edges", (1 << 24, 2), h5py.string_dtype(), chunks=(1024, 2))
            def wide_edges(f, graph, nodes):
                del graph["edges"]
                graph.create_dataset("edges", (10, 2), "S100000000", chunks=(1, 1))
            def long_type(f, graph, nodes):
                without(nodes, "fc/type")["type"] = "A" * 5_000_000
            def long_spec(f, graph, nodes):
                graph.create_group("metadata")["hnsg"] = "{" * 2_000_000
            def many_steps(f, graph, nodes):
                graph.create_group("metadata").create_dataset("dt", (1 << 28,), "f8")
            def wide_bias(f, graph, nodes):
                without(nodes, "fc/bias").create_dataset("bias", (1 << 28,), "f4", chunks=(65536,))
            def wide_layer(f, graph, nodes):
                without(nodes, "fc/weight").create_dataset("weight", (70000, 4), "f4")
                without(nodes, "fc/bias")["bias"] = np.zeros(1, "f4")
                for name in "tau", "r", "v_leak", "v_threshold", "v_reset":
                    without(nodes, "lif/" + name)[name] = np.ones(1, "f4")
                del nodes["output/shape"]
            def soft_circle(f, graph, nodes):
                without(nodes, "fc/weight")["weight"] = h5py.SoftLink("../x")
                nodes["fc"][".."] = h5py.SoftLink("/node/nodes/fc/weight")
            def soft_nowhere(f, graph, nodes):
                without(nodes, "fc/weight")["weight"] = h5py.SoftLink("/nowhere")
            def soft_outside(f, graph, nodes):
                f["out"] = h5py.ExternalLink("other.nir", "/node")
                without(nodes, "fc/weight")["weight"] = h5py.SoftLink("/out/nodes/fc/weight")
            def circle(f, graph, nodes):
                nodes["fc/up"] = graph
                f["loop"] = f["/"]
                f["weights"] = nodes["fc/weight"]
                without(nodes, "fc/weight")["weight"] = h5py.SoftLink("/weights")
                for n in range(300):
                    graph.attrs[f"a{n}"] = np.zeros(30)
            for change in (many_names, many_nodes, many_edges, wide_edges, long_type, long_spec, many_steps, wide_bias,
                           wide_layer, soft_circle, soft_nowhere, soft_outside, circle):
                write(change.__name__ + ".nir", change)
            """;
}
