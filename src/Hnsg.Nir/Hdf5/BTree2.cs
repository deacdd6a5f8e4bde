using System.Numerics;

namespace Hnsg.Nir.Hdf5;

/// <summary>A B-tree of version 2: the names of a large group, or the chunks of a data set that can grow in two directions.</summary>
internal static class BTree2
{
    // Signature, version, type; and the checksum behind.
    private const int Overhead = 10;
    private const int MostDepth = 32;

    /// <summary>All records, in no order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">Address of the tree.</param>
    /// <param name="types">What its records may be.</param>
    public static IEnumerable<Hdf5Cursor> Records(Hdf5File file, long address, params int[] types)
    {
        Hdf5Cursor header = file.At(address);
        header.Expect("BTHD"u8);
        header.Version("a B-tree", newest: 0);
        int type = header.Byte();
        long nodeBytes = header.UInt32();
        int recordBytes = header.UInt16();
        int depth = header.UInt16();
        header.Skip(2);
        long root = header.Address();
        int rootRecords = header.UInt16();
        if (!types.Contains(type) || recordBytes == 0 || nodeBytes < Overhead + recordBytes || depth > MostDepth)
        {
            throw Hdf5Exception.Damaged("a B-tree has impossible sizes or is of the wrong kind");
        }
        (int countBytes, int[] totalBytes) = Widths(file, nodeBytes, recordBytes, depth);
        Stack<(long Address, ulong Records, int Depth)> open = [];
        if (root != Hdf5Cursor.Undefined)
        {
            open.Push((root, (ulong)rootRecords, depth));
        }
        while (open.TryPop(out (long Address, ulong Records, int Depth) node))
        {
            Hdf5Cursor at = file.At(node.Address);
            at.Expect(node.Depth == 0 ? "BTLF"u8 : "BTIN"u8);
            at.Version("a B-tree's node", newest: 0);
            at.Skip(1);
            ulong bytes = node.Records <= (ulong)file.Length ? node.Records * (ulong)recordBytes : ulong.MaxValue;
            var records = new Hdf5Cursor(file, at.Take(file.Spend(bytes)));
            while (records.Left > 0)
            {
                yield return new Hdf5Cursor(file, records.Take(recordBytes));
            }
            for (ulong child = 0; node.Depth > 0 && child <= node.Records; child++)
            {
                long next = at.Address();
                ulong count = at.Unsigned(countBytes);
                at.Skip(totalBytes[node.Depth - 1]);
                file.Spend((ulong)(file.OffsetBytes + countBytes));
                open.Push((next, count, node.Depth - 1));
            }
        }
    }

    // How many bytes a node's pointers have for the number of records in a child, and, by the child's depth, below it: as
    // many as the largest numbers need that fit.
    private static (int CountBytes, int[] TotalBytes) Widths(Hdf5File file, long nodeBytes, int recordBytes, int depth)
    {
        ulong most = (ulong)((nodeBytes - Overhead) / recordBytes);
        int countBytes = Width(most);
        var totalBytes = new int[depth + 1];
        UInt128 below = most;
        for (int level = 1; level <= depth; level++)
        {
            int pointer = file.OffsetBytes + countBytes + totalBytes[level - 1];
            ulong records = (ulong)Math.Max(0, (nodeBytes - Overhead - pointer) / (recordBytes + pointer));
            below = UInt128.Min(ulong.MaxValue, (records + 1) * below + records);
            totalBytes[level] = Width((ulong)below);
        }
        return (countBytes, totalBytes);
    }

    private static int Width(ulong most) => BitOperations.Log2(most) / 8 + 1;
}
