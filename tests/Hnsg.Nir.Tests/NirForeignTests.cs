using Hnsg.Networks;
using Xunit;

namespace Hnsg.Nir.Tests;

/// <summary>What h5py can put into a file and no network has: refused by its name, and never taken for something else.</summary>
public sealed class NirForeignTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Types_filters_and_links_that_are_not_read_are_named()
    {
        string written = H5py.Run(_temp, Foreign);
        string[] files = written.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(44, files.Length);
        foreach (string line in files)
        {
            (string file, string message) = (line.Split('\t')[0], line.Split('\t')[1]);
            InputException error = Assert.Throws<InputException>(() => NirImport.Read(_temp[file]));
            Assert.Contains($"at /node/nodes/fc/weight: {message}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Numbers_with_more_digits_than_a_float32_are_noticed()
    {
        H5py.Run(
            _temp,
            H5pyNetwork.Writing
                + """
                for name, numbers in dict(
                    exact=np.arange(12).reshape(3, 4) / 8,
                    whole=np.full((3, 4), 2**24 + 2, "u4"),
                    tenth=np.arange(12).reshape(3, 4) / 10,
                    long=np.array([[2**24, 2**24 + 1, 2**63 - 1, -2**63]] * 3),
                    huge=np.full((3, 4), 2**64 - 1, "u8"),
                    wide=np.full((3, 4), 1e300),
                ).items():
                    def change(f, graph, nodes):
                        del nodes["fc/weight"]
                        nodes["fc/weight"] = numbers
                    write(name + ".nir", change)
                """
        );
        string? Notice(string name) =>
            NirImport.Read(_temp[name + ".nir"], new NirImportOptions { Reset = ResetKind.Zero }).Notice;
        Assert.Null(Notice("exact"));
        Assert.Null(Notice("whole"));
        Assert.Equal(
            "9 numbers of /node/nodes/fc have more digits than a float32, so they were rounded",
            Notice("tenth")
        );
        Assert.StartsWith("6 numbers", Notice("long"), StringComparison.Ordinal);
        Assert.StartsWith("12 numbers", Notice("huge"), StringComparison.Ordinal);
        Assert.Contains(
            "too large for a float32",
            Assert.Throws<InputException>(() => Notice("wide")).Message,
            StringComparison.Ordinal
        );
    }

    private const string Foreign =
        H5pyNetwork.Writing
        + """
            types = h5py.h5t
            def raw(dtype):
                def change(f, graph, nodes):
                    del nodes["fc/weight"]
                    h5py.h5d.create(nodes["fc"].id, b"weight", dtype, h5py.h5s.create_simple((3, 4)))
                return change
            def filtered(number, **options):
                def change(f, graph, nodes):
                    del nodes["fc/weight"]
                    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                    plist.set_chunk((3, 4))
                    plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL, options.get("values", ()))
                    space = h5py.h5s.create_simple((3, 4))
                    data = h5py.h5d.create(nodes["fc"].id, b"weight", types.STD_I32LE, space, plist)
                    if options.get("write"):
                        data.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(12, dtype="i4").reshape(3, 4))
                return change
            def array(**options):
                def change(f, graph, nodes):
                    del nodes["fc/weight"]
                    nodes["fc"].create_dataset("weight", **options)
                return change
            def virtual(file):
                def change(f, graph, nodes):
                    f["w"] = np.ones((3, 4), "f4")
                    del nodes["fc/weight"]
                    layout = h5py.VirtualLayout((3, 4), "f4")
                    layout[...] = h5py.VirtualSource(file, "/w", (3, 4))
                    nodes["fc"].create_virtual_dataset("weight", layout)
                return change
            def linked(link):
                def change(f, graph, nodes):
                    del nodes["fc/weight"]
                    nodes["fc"]["weight"] = link
                return change
            bfloat = types.IEEE_F32LE.copy()
            bfloat.set_fields(15, 7, 8, 0, 7)
            bfloat.set_size(2)
            bfloat.set_ebias(127)
            eighth = types.IEEE_F16LE.copy()
            eighth.set_fields(7, 3, 4, 0, 3)
            eighth.set_size(1)
            eighth.set_ebias(7)
            twelve = types.STD_I16LE.copy()
            twelve.set_precision(12)
            shifted = types.STD_U16LE.copy()
            shifted.set_precision(8)
            shifted.set_offset(8)
            colours = types.py_create(h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 7, "GREY": 8}), logical=True)
            answers = types.py_create(h5py.enum_dtype({"NO": 0, "YES": 1}, basetype="i1"), logical=True)
            numbers = "its type is "
            for name, (change, message) in dict(
                bfloat16=(raw(bfloat), numbers + "bfloat16"),
                float8=(raw(eighth), numbers + "float of 8 bits, 4 of them exponent, in 1 byte"),
                float128=(raw(types.py_create(np.dtype("longdouble"))), numbers + "float of 80 bits"),
                int12=(raw(twelve), numbers + "int12 in 2 bytes"),
                shifted=(raw(shifted), numbers + "uint8 in 2 bytes"),
                complex=(raw(types.py_create(np.dtype("c8"))), numbers + "compound"),
                compound=(raw(types.py_create(np.dtype([("a", "f4"), ("b", "f4")]))), numbers + "compound"),
                opaque=(raw(types.create(types.OPAQUE, 4)), numbers + "opaque"),
                array=(raw(types.array_create(types.IEEE_F32LE, (2,))), numbers + "array"),
                reference=(raw(types.STD_REF_OBJ), numbers + "reference"),
                bits=(raw(types.STD_B8LE), numbers + "bit field"),
                colours=(raw(colours), numbers + "enumeration of BLUE, GREEN, GREY, …"),
                answers=(raw(answers), numbers + "enumeration of NO, YES"),
                strings=(raw(types.py_create(h5py.string_dtype(), logical=True)), numbers + "string"),
                lists=(raw(types.py_create(h5py.vlen_dtype("f4"), logical=True)), numbers + "variable-length list"),
                scaled=(array(data=np.arange(12).reshape(3, 4), chunks=(2, 2), scaleoffset=0), "it is compressed with the filter scaleoffset"),
                nbit=(filtered(5), "it is compressed with the filter nbit"),
                zstd=(filtered(32015, values=(3,)), "it is compressed with the filter number 32015"),
                external=(array(shape=(3, 4), dtype="f4", external=[("secret", 0, 48)]), "its data are in another file (external storage)"),
                virtual=(virtual("secret.h5"), "it is a virtual data set"),
                virtual_self=(virtual("."), "it is a virtual data set"),
                linked=(linked(h5py.ExternalLink("secret.h5", "/w")), "it is an external link"),
            ).items():
                for version in "earliest", "latest":
                    write(f"{name}_{version}.nir", change, version)
                    print(f"{name}_{version}.nir", message, sep="\t")
            with open("secret", "wb") as f:
                f.write(bytes(48))
            with h5py.File("secret.h5", "w") as f:
                f["w"] = np.ones((3, 4), "f4")
            """;
}
