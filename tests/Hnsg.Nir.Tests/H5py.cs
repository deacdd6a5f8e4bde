using System.Diagnostics;
using Xunit;

namespace Hnsg.Nir.Tests;

/// <summary>An independent reader and writer of HDF5: the h5py of this machine, where it has one.</summary>
internal static class H5py
{
    private static readonly Lazy<string?> s_python = new(() =>
        ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(python =>
        {
            try
            {
                using Process process = Process.Start(
                    new ProcessStartInfo(python, ["-c", "import h5py"]) { RedirectStandardError = true }
                )!;
                process.StandardError.ReadToEnd();
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            // The next one may be there.
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        })
    );

    /// <summary>Runs lines of Python in a folder; skips the test where no Python has h5py.</summary>
    /// <returns>Standard output.</returns>
    public static string Run(TempFolder folder, string lines)
    {
        if (s_python.Value is null)
        {
            Assert.Skip("no Python has h5py; on Debian: apt-get install python3-h5py");
        }
        using Process process = Process.Start(
            new ProcessStartInfo(s_python.Value, ["-c", lines])
            {
                WorkingDirectory = folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
