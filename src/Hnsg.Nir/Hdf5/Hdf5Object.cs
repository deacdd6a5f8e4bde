namespace Hnsg.Nir.Hdf5;

/// <summary>A group, a data set or a type: what its object header says, as messages.</summary>
internal sealed class Hdf5Object
{
    private const int Continuation = 0x10;
    private const int SharedFlag = 2;
    private const int MostSoftLinks = 16;

    private readonly Hdf5File _file;
    private readonly List<(int Type, int Flags, ReadOnlyMemory<byte> Data)> _messages = [];
    private Dictionary<string, Hdf5Link>? _links;

    /// <summary>Reads the header at an address.</summary>
    public Hdf5Object(Hdf5File file, long address)
    {
        _file = file;
        Queue<(long Address, ulong Length)> blocks = [];
        Hdf5Cursor at = file.At(address);
        if (at.Byte() == 1)
        {
            at.Skip(7);
            blocks.Enqueue((address + 16, at.UInt32()));
            while (blocks.TryDequeue(out (long Address, ulong Length) block))
            {
                ReadOld(file.At(block.Address, block.Length), blocks);
            }
            return;
        }
        at = file.At(address);
        at.Expect("OHDR"u8);
        at.Version("an object header", newest: 2, oldest: 2);
        int flags = at.Byte();
        at.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        ulong length = at.Unsigned(1 << (flags & 3));
        ReadNew(new Hdf5Cursor(file, at.Take(file.Spend(length))), flags, blocks);
        while (blocks.TryDequeue(out (long Address, ulong Length) block))
        {
            Hdf5Cursor more = file.At(block.Address, block.Length);
            more.Expect("OCHK"u8);
            ReadNew(new Hdf5Cursor(file, more.Take(more.Left - 4)), flags, blocks);
        }
    }

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup => Has(Hdf5Message.SymbolTable) || Has(Hdf5Message.LinkInfo);

    /// <summary>Whether it is a data set.</summary>
    public bool IsDataset => Has(Hdf5Message.Layout);

    /// <summary>What is in the group, by name.</summary>
    public IReadOnlyDictionary<string, Hdf5Link> Links => _links ??= Hdf5Group.Links(_file, this);

    public bool Has(Hdf5Message type) => _messages.Exists(it => it.Type == (int)type);

    /// <summary>The first message of a type, or null.</summary>
    public Hdf5Cursor? Find(Hdf5Message type) => All(type).FirstOrDefault();

    /// <summary>All messages of a type.</summary>
    public IEnumerable<Hdf5Cursor> All(Hdf5Message type) =>
        _messages
            .Where(it => it.Type == (int)type)
            .Select(it => (it.Flags & SharedFlag) == 0 ? new Hdf5Cursor(_file, it.Data) : Shared(type, it.Data));

    /// <summary>What a name in the group leads to; null where there is nothing.</summary>
    /// <exception cref="Hdf5Exception">The name leads out of the file, nowhere, or in circles.</exception>
    public Hdf5Object? Get(string name)
    {
        int links = 0;
        return Get(name, ref links);
    }

    private Hdf5Object? Get(string name, ref int softLinks)
    {
        if (!IsGroup || !Links.TryGetValue(name, out Hdf5Link link))
        {
            return null;
        }
        if (link.Kind is { } kind)
        {
            throw new Hdf5Exception($"it is {kind}, which is not followed; put the data into this file");
        }
        if (link.Path is not { } path)
        {
            return new Hdf5Object(_file, link.Address);
        }
        if (++softLinks > MostSoftLinks)
        {
            throw new Hdf5Exception("it is a soft link that goes through too many others");
        }
        Hdf5Object? at = path.StartsWith('/') ? _file.Root : this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = part == "." ? at : at?.Get(part, ref softLinks);
        }
        return at ?? throw new Hdf5Exception($"it is a soft link to '{path}', which does not exist");
    }

    // Such as a type that was given a name: the message is in the header of another object.
    private Hdf5Cursor Shared(Hdf5Message type, ReadOnlyMemory<byte> data)
    {
        var at = new Hdf5Cursor(_file, data);
        int version = at.Version("a shared message", newest: 3, oldest: 1);
        if (at.Byte() == 1 && version == 3)
        {
            throw new Hdf5Exception("messages in a shared heap cannot be read");
        }
        at.Skip(version == 1 ? 6 : 0);
        (int Type, int Flags, ReadOnlyMemory<byte> Data) found = new Hdf5Object(_file, at.Address())._messages.Find(
            it => it.Type == (int)type && (it.Flags & SharedFlag) == 0
        );
        return new Hdf5Cursor(_file, found.Data);
    }

    private void ReadOld(Hdf5Cursor at, Queue<(long, ulong)> blocks)
    {
        while (at.Left >= 8)
        {
            int type = at.UInt16();
            int size = at.UInt16();
            int flags = at.Byte();
            at.Skip(3);
            Add(type, flags, at.Take(size), blocks);
        }
    }

    private void ReadNew(Hdf5Cursor at, int headerFlags, Queue<(long, ulong)> blocks)
    {
        int order = (headerFlags & 4) != 0 ? 2 : 0;
        while (at.Left >= 4 + order)
        {
            int type = at.Byte();
            int size = at.UInt16();
            int flags = at.Byte();
            at.Skip(order);
            Add(type, flags, at.Take(size), blocks);
        }
    }

    private void Add(int type, int flags, ReadOnlyMemory<byte> data, Queue<(long, ulong)> blocks)
    {
        if (type != Continuation)
        {
            _messages.Add((type, flags, data));
            return;
        }
        var at = new Hdf5Cursor(_file, data);
        blocks.Enqueue((at.Address(), at.Length()));
    }
}
