using System.Text.Json;
using Hnsg.Nir.Hdf5;
using Xunit;

namespace Hnsg.Nir.Tests.Hdf5;

/// <summary>Numbers and names of HDF5 files, beside h5py, which has written them in every way it can.</summary>
public sealed class Hdf5FileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    public static TheoryData<string, int> Files =>
        new()
        {
            { "earliest", 0 },
            { "v108", 0 },
            { "latest", 0 },
            { "earliest", 1024 },
            { "latest", 512 },
        };

    [Theory, MemberData(nameof(Files))]
    public void Every_type_and_layout_is_read_as_h5py_reads_it(string version, int userBlock)
    {
        string expected = H5py.Run(_temp, $"version, user_block = '{version}', {userBlock}\n{Writing}");
        var file = Hdf5File.Open(File.ReadAllBytes(_temp["all.h5"]));
        Dictionary<string, double[]> arrays = JsonSerializer.Deserialize<Dictionary<string, double[]>>(expected)!;
        Assert.Equal(59, arrays.Count);
        foreach ((string name, double[] values) in arrays)
        {
            var data = new Hdf5Dataset(file, file.Root.Get(name)!);
            Hdf5Numbers numbers = data.Numbers();
            Assert.True(
                values.SequenceEqual(Enumerable.Range(0, numbers.Count).Select(i => numbers[i])),
                $"{name}, {data.Type.Name} of shape {data.Shape}"
            );
        }
        Assert.Equal(300, file.Root.Get("names")!.Links.Count);
        Assert.NotNull(file.Root.Get("names")!.Get("größe 299 日本"));
        Assert.Null(file.Root.Get("names")!.Get("größe 300 日本"));
    }

    [Fact]
    public void Strings_are_read_however_they_are_stored()
    {
        H5py.Run(
            _temp,
            """
            import h5py, numpy as np
            for name, version in ("old.h5", "earliest"), ("new.h5", "latest"):
                with h5py.File(name, "w", libver=version) as f:
                    f["variable"] = "größe"
                    f["empty"] = ""
                    f["fixed"] = np.array(["ab", "abcd", ""], "S4")
                    spaces = h5py.h5t.C_S1.copy()
                    spaces.set_size(5)
                    spaces.set_strpad(h5py.h5t.STR_SPACEPAD)
                    data = h5py.h5d.create(f.id, b"spaces", spaces, h5py.h5s.create_simple((1,)))
                    data.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b"a b  "], "S5"), mtype=spaces)
                    f["pairs"] = [["a", "b" * 900], ["c" * 40, "d"]]
                    f.create_dataset("chunked", data=["x", "yz"] * 50, chunks=(7,), compression="gzip")
            """
        );
        foreach (string name in (string[])["old.h5", "new.h5"])
        {
            var file = Hdf5File.Open(File.ReadAllBytes(_temp[name]));
            string[] Read(string data, int most = 1000) => new Hdf5Dataset(file, file.Root.Get(data)!).Strings(most);
            Assert.Equal(["größe"], Read("variable"));
            Assert.Equal([""], Read("empty"));
            Assert.Equal(["ab", "abcd", ""], Read("fixed"));
            Assert.Equal(["a b"], Read("spaces"));
            Assert.Equal(["a", new string('b', 900), new string('c', 40), "d"], Read("pairs"));
            Assert.Equal([.. Enumerable.Repeat<string[]>(["x", "yz"], 50).SelectMany(it => it)], Read("chunked"));
            Assert.Contains(
                "900 bytes, but at most 899",
                Assert.Throws<Hdf5Exception>(() => Read("pairs", 899)).Message,
                StringComparison.Ordinal
            );
        }
    }

    // Prints the numbers of every data set as JSON.
    private const string Writing = """
        import h5py, json, numpy as np
        expected = {}
        with h5py.File("all.h5", "w", libver=version, userblock_size=user_block) as f:
            def note(name):
                expected[name] = f[name][()].astype(float).ravel().tolist()
            def add(name, data, **options):
                f.create_dataset(name, data=data, **options)
                note(name)
            for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8".split():
                for order in "<>":
                    dtype = np.dtype(order + kind)
                    if kind[0] == "f":
                        values = [0, 1, -1.5, 3.14159, -6.1e-5, 1e4]
                    else:
                        limits = np.iinfo(dtype)
                        values = [0, 1, limits.max, limits.min, limits.max // 3]
                    add(f"{kind} {order}", np.array(values, dtype))
            add("bool", np.array([True, False, True]))
            add("scalar", np.float32(2.5))
            matrix = np.arange(77, dtype="<f4").reshape(7, 11)
            for name, options in dict(
                contiguous=dict(),
                chunks=dict(chunks=(3, 4)),
                gzip=dict(chunks=(3, 4), compression="gzip"),
                shuffle=dict(chunks=(3, 4), compression="gzip", shuffle=True),
                fletcher=dict(chunks=(3, 4), fletcher32=True),
                lzf=dict(chunks=(3, 4), compression="lzf"),
                all_filters=dict(chunks=(3, 4), compression="lzf", shuffle=True, fletcher32=True),
                one_chunk=dict(chunks=(7, 11)),
                one_packed=dict(chunks=(7, 11), compression="gzip"),
                grows_down=dict(chunks=(3, 4), maxshape=(None, 11)),
                grows_right=dict(chunks=(3, 4), maxshape=(7, None), compression="gzip"),
                grows=dict(chunks=(3, 4), maxshape=(None, None)),
                grows_packed=dict(chunks=(3, 4), maxshape=(None, None), compression="gzip"),
                grows_to_a_limit=dict(chunks=(3, 4), maxshape=(20, 30)),
                grows_right_limited=dict(chunks=(3, 4), maxshape=(20, None)),
                larger_chunk=dict(chunks=(30, 40), maxshape=(None, None)),
                four_dimensions=dict(chunks=(2, 1, 3, 2), compression="gzip"),
            ).items():
                add(name, np.arange(210).reshape(5, 2, 7, 3) if name == "four_dimensions" else matrix, **options)
            random = np.random.default_rng(1)
            square = random.integers(0, 255, (100, 90)).astype("u1")
            add("many", square, chunks=(2, 2))
            add("many_packed", square, chunks=(2, 2), compression="gzip")
            add("many_growing", square, chunks=(2, 2), maxshape=(None, 90))
            add("many_growing_twice", square, chunks=(2, 2), maxshape=(None, None))
            add("many_growing_packed", square, chunks=(2, 2), maxshape=(100, None), compression="gzip")
            line = random.integers(-9, 9, 30000).astype("<i2")
            add("line", line, chunks=(3,))
            add("line_growing", line, chunks=(3,), maxshape=(None,))
            add("line_growing_packed", line, chunks=(5,), maxshape=(None,), compression="lzf")
            f.create_dataset("fill", (5, 6), "f4", chunks=(2, 2), fillvalue=7.5)[4, 5] = 2
            note("fill")
            f.create_dataset("never", (5, 6), ">i4", fillvalue=-9)
            note("never")
            f.create_dataset("holes", (3000,), "i4", chunks=(2,))[::100] = 5
            note("holes")
            f.create_dataset("holes_growing", (60000,), "i4", chunks=(2,), maxshape=(None,))[::1000] = 5
            f["holes_growing"][50000:50300] = 3
            note("holes_growing")
            add("shrunk", matrix, chunks=(3, 4), maxshape=(None, None))
            f["shrunk"].resize((4, 5))
            note("shrunk")
            add("grown", matrix, chunks=(3, 4), maxshape=(None, 30))
            f["grown"].resize((40, 25))
            f["grown"][20:30, 3] = 8
            note("grown")
            for name, prepare in (
                ("implicit", lambda p: (p.set_chunk((3, 4)), p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY))),
                ("compact", lambda p: p.set_layout(h5py.h5d.COMPACT)),
            ):
                plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                prepare(plist)
                space = h5py.h5s.create_simple((7, 11))
                data = h5py.h5d.create(f.id, name.encode(), h5py.h5t.IEEE_F32BE, space, plist)
                data.write(h5py.h5s.ALL, h5py.h5s.ALL, matrix)
                note(name)
            f["named type"] = np.dtype(">f8")
            add("of a named type", matrix, dtype=f["named type"])
            f["group/x"] = np.array([1, 2, 3.0])
            f["group/y"] = h5py.SoftLink("x")
            f["soft"] = h5py.SoftLink("/group/./y")
            note("soft")
            for n in range(300):
                f.create_group(f"names/größe {n} 日本")
        print(json.dumps(expected))
        """;
}
