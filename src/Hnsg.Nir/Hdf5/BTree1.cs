namespace Hnsg.Nir.Hdf5;

/// <summary>A B-tree of version 1: the names of an old group, or the chunks of a data set.</summary>
internal static class BTree1
{
    /// <summary>All entries of the leaves, in no order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">Address of the tree.</param>
    /// <param name="type">0 for groups, 1 for chunks.</param>
    /// <param name="keyBytes">Bytes of a key.</param>
    public static IEnumerable<(Hdf5Cursor Key, long Child)> Entries(Hdf5File file, long root, int type, int keyBytes)
    {
        Stack<(long Address, int? Level)> open = [];
        open.Push((root, null));
        while (open.TryPop(out (long Address, int? Level) node))
        {
            Hdf5Cursor start = file.At(node.Address);
            start.Expect("TREE"u8);
            int found = start.Byte();
            int level = start.Byte();
            if (found != type || level != (node.Level ?? level))
            {
                throw Hdf5Exception.Damaged("a node of a B-tree is of the wrong kind or at the wrong level");
            }
            int entries = start.UInt16();
            start.Skip(2 * file.OffsetBytes);
            var at = new Hdf5Cursor(file, start.Take(file.Spend((ulong)entries * (uint)(keyBytes + file.OffsetBytes))));
            for (int entry = 0; entry < entries; entry++)
            {
                var key = new Hdf5Cursor(file, at.Take(keyBytes));
                long child = at.Address();
                if (level == 0)
                {
                    yield return (key, child);
                }
                else
                {
                    open.Push((child, level - 1));
                }
            }
        }
    }
}
