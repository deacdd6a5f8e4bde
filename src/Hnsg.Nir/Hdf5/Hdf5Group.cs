namespace Hnsg.Nir.Hdf5;

/// <summary>Reads the names in a group, old or new.</summary>
internal static class Hdf5Group
{
    private const int MostLinks = 4096;

    // Names of links in a B-tree: a hash and the place in the heap.
    private const int NameRecords = 5;
    private const int HashBytes = 4;

    /// <summary>What is in a group, by name.</summary>
    public static Dictionary<string, Hdf5Link> Links(Hdf5File file, Hdf5Object group)
    {
        var links = new Dictionary<string, Hdf5Link>(StringComparer.Ordinal);
        foreach ((string name, Hdf5Link link) in All(file, group))
        {
            if (links.Count == MostLinks)
            {
                throw new Hdf5Exception($"a group has more than {MostLinks} names");
            }
            if (!links.TryAdd(name, link))
            {
                throw Hdf5Exception.Damaged($"a group has '{name}' twice");
            }
        }
        return links;
    }

    private static IEnumerable<(string Name, Hdf5Link Link)> All(Hdf5File file, Hdf5Object group)
    {
        if (group.Find(Hdf5Message.SymbolTable) is { } table)
        {
            return Old(file, table.Address(), table.Address());
        }
        IEnumerable<(string, Hdf5Link)> links = group.All(Hdf5Message.Link).Select(Link);
        return group.Find(Hdf5Message.LinkInfo) is { } info ? links.Concat(Dense(file, info)) : links;
    }

    private static IEnumerable<(string, Hdf5Link)> Old(Hdf5File file, long tree, long heap)
    {
        Hdf5Cursor at = file.At(heap);
        at.Expect("HEAP"u8);
        at.Version("a local heap", newest: 0);
        at.Skip(3);
        ulong size = at.Length();
        at.Skip(file.LengthBytes);
        ReadOnlyMemory<byte> names = file.At(at.Address(), size).Take((long)size);
        foreach ((_, long child) in BTree1.Entries(file, tree, type: 0, keyBytes: file.LengthBytes))
        {
            Hdf5Cursor node = file.At(child);
            node.Expect("SNOD"u8);
            node.Version("a symbol table", newest: 1, oldest: 1);
            node.Skip(1);
            for (int left = node.UInt16(); left > 0; left--)
            {
                string name = Name(file, names, node.Unsigned(file.OffsetBytes));
                long address = node.Address();
                uint kind = node.UInt32();
                node.Skip(4);
                uint scratch = node.UInt32();
                node.Skip(12);
                yield return (name, kind == 2 ? Hdf5Link.To(Name(file, names, scratch)) : Hdf5Link.To(address));
            }
        }
    }

    private static string Name(Hdf5File file, ReadOnlyMemory<byte> names, ulong offset)
    {
        if (offset >= (ulong)names.Length)
        {
            throw Hdf5Exception.Damaged("a name is past the end of its heap");
        }
        ReadOnlySpan<byte> name = names.Span[(int)offset..];
        int length = name.IndexOf((byte)0);
        length = length < 0 ? name.Length : length;
        file.Spend((ulong)length + 1);
        return System.Text.Encoding.UTF8.GetString(name[..length]);
    }

    private static IEnumerable<(string, Hdf5Link)> Dense(Hdf5File file, Hdf5Cursor info)
    {
        info.Version("a group's links", newest: 0);
        info.Skip((info.Byte() & 1) != 0 ? 8 : 0);
        long heapAddress = info.Address();
        if (heapAddress == Hdf5Cursor.Undefined)
        {
            yield break;
        }
        FractalHeap heap = FractalHeap.Read(file, heapAddress);
        foreach (Hdf5Cursor record in BTree2.Records(file, info.Address(), NameRecords))
        {
            record.Skip(HashBytes);
            yield return Link(heap.Object(record));
        }
    }

    private static (string, Hdf5Link) Link(Hdf5Cursor at)
    {
        at.Version("a link", newest: 1, oldest: 1);
        int flags = at.Byte();
        int kind = (flags & 8) != 0 ? at.Byte() : 0;
        at.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        string name = Text(at, 1 << (flags & 3));
        return (
            name,
            kind switch
            {
                0 => Hdf5Link.To(at.Address()),
                1 => Hdf5Link.To(Text(at, 2)),
                64 => Hdf5Link.Foreign("an external link, into another file"),
                _ => Hdf5Link.Foreign($"a link of the user-defined kind {kind}"),
            }
        );
    }

    private static string Text(Hdf5Cursor at, int lengthBytes) =>
        System.Text.Encoding.UTF8.GetString(at.Take(at.File.Spend(at.Unsigned(lengthBytes))).Span);
}
