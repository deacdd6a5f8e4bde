using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hnsg.Disk;

/// <summary>Calls of the C library that .NET does not make, or whose errors it keeps to itself. Not for Windows.</summary>
/// <remarks>
/// They are looked up as a program's own calls are, in the order in which libraries were loaded: a library that is put in
/// front of the C library, such as one that simulates a broken disk, is called too.
/// </remarks>
internal static unsafe class Posix
{
    /// <summary>Interrupted by a signal.</summary>
    private const int Eintr = 4;

    private static readonly nint s_program = NativeLibrary.GetMainProgramHandle();
    private static readonly delegate* unmanaged<int, int> s_fsync = (delegate* unmanaged<int, int>)
        NativeLibrary.GetExport(s_program, "fsync");
    private static readonly delegate* unmanaged<byte*, int, int> s_open = (delegate* unmanaged<byte*, int, int>)
        NativeLibrary.GetExport(s_program, "open");

    /// <summary>Opens a file or folder.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="flags">As of <c>open(2)</c>, without O_CREAT.</param>
    /// <param name="error">The error number, 0 for none.</param>
    /// <returns>The handle; null where there is an error.</returns>
    public static SafeFileHandle? Open(string path, int flags, out int error)
    {
        fixed (byte* name = System.Text.Encoding.UTF8.GetBytes(path + '\0'))
        {
            int handle;
            do
            {
                Marshal.SetLastSystemError(0);
                handle = s_open(name, flags);
                error = handle < 0 ? Marshal.GetLastSystemError() : 0;
            } while (error == Eintr);
            return handle < 0 ? null : new SafeFileHandle(handle, ownsHandle: true);
        }
    }

    /// <summary>Waits until a file or folder is on the disk.</summary>
    /// <returns>The error number, 0 for none.</returns>
    public static int Sync(SafeFileHandle handle)
    {
        int error;
        do
        {
            Marshal.SetLastSystemError(0);
            error = s_fsync((int)handle.DangerousGetHandle()) < 0 ? Marshal.GetLastSystemError() : 0;
        } while (error == Eintr);
        return error;
    }
}
