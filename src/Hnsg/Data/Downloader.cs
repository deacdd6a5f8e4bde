using System.Net;
using Hnsg.Disk;

namespace Hnsg.Data;

/// <summary>Fetches the files of a set from its mirrors.</summary>
/// <remarks>
/// A file is written beside its place, checked there, and only then gets its name, so that a file with its proper name
/// is always whole. A mirror that fails for one file is asked last for the next.
/// </remarks>
internal sealed class Downloader
{
    /// <summary>More than any file of the catalogue, so that a wrong answer cannot fill the disk.</summary>
    public long MaxBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How long a connection may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a mirror may be silent.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Fetches the files that the folder does not have yet or that are damaged.</summary>
    /// <param name="set">The set.</param>
    /// <param name="folder">Its folder; made where it is absent.</param>
    /// <param name="progress">Told how far it is, or null.</param>
    /// <param name="cancellation">Stops it; what is half done is removed.</param>
    /// <exception cref="InputException">No mirror gave a file; the message says what was tried and how to get it by hand.</exception>
    public void Fetch(
        KnownSet set,
        string folder,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation
    ) => FetchAsync(set, folder, progress, cancellation).GetAwaiter().GetResult();

    private async Task FetchAsync(
        KnownSet set,
        string folder,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation
    )
    {
        MakeFolder(folder);
        using SocketsHttpHandler handler = new()
        {
            ConnectTimeout = ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.None,
        };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("hnsg");
        List<Uri> mirrors = [.. set.Mirrors];
        foreach (string name in IdxFolder.Names)
        {
            if (IdxFolder.Locate(folder, name) is not { } there || !KnownSetReader.IsWhole(set, name, there))
            {
                await FetchFileAsync(client, set, mirrors, folder, name, progress, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task FetchFileAsync(
        HttpClient client,
        KnownSet set,
        List<Uri> mirrors,
        string folder,
        string name,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation
    )
    {
        List<string> failures = [];
        foreach (Uri mirror in mirrors.ToArray())
        {
            Uri address = new(mirror.AbsoluteUri + name + ".gz");
            string place = Path.Combine(folder, name + ".gz");
            UnfinishedFile? part = null;
            try
            {
                part = UnfinishedFile.Beside(place);
                string shown = $"{set.Info.Name}/{name}.gz";
                await SaveAsync(client, address, part.Stream, shown, progress, cancellation).ConfigureAwait(false);
                part.Close();
                KnownSetReader.CheckArchive(set, name, part.Path);
                KnownSetReader.CheckFile(set, name, part.Path);
                part.Finish();
                RemoveOtherSpellings(folder, name, place);
                return;
            }
            catch (Exception e) when (part is not null && IsMirrorsFault(e, cancellation))
            {
                failures.Add($"{address}: {Reason(e, part.Path).TrimEnd('.')}");
                mirrors.Remove(mirror);
                mirrors.Add(mirror);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                throw new InputException(place, $"it cannot be written: {e.Message}", e);
            }
            finally
            {
                part?.Dispose();
            }
        }
        throw new InputException(
            Path.Combine(folder, name + ".gz"),
            $"it could not be downloaded. Tried: {string.Join("; ", failures)}. {ByHand(set, folder)}"
        );
    }

    /// <summary>How people put the files there themselves.</summary>
    public static string ByHand(KnownSet set, string folder) =>
        $"To get it by hand, put {string.Join(", ", IdxFolder.Names)} (plain or .gz) into {folder}, or into a folder "
        + $"{set.Info.Name} inside the data folder you give. The source is {set.Info.From}.";

    private async Task SaveAsync(
        HttpClient client,
        Uri address,
        FileStream file,
        string shown,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation
    )
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(SilenceTimeout);
        using HttpResponseMessage response = await client
            .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token)
            .ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"answered {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        long? total = response.Content.Headers.ContentLength;
        if (total > MaxBytes)
        {
            throw new HttpRequestException($"offers {total:N0} bytes, more than the limit of {MaxBytes:N0}");
        }
        using Stream source = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        byte[] buffer = new byte[128 * 1024];
        long bytes = 0;
        progress?.Report(new DownloadProgress(shown, 0, total));
        while (true)
        {
            silence.CancelAfter(SilenceTimeout);
            int read = await ReadAsync(source, buffer, silence.Token).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }
            bytes += read;
            if (bytes > MaxBytes)
            {
                throw new HttpRequestException($"sent more than the limit of {MaxBytes:N0} bytes");
            }
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(shown, bytes, total));
        }
    }

    // An error of the network is the mirror's; one of the disk is not, and asking another mirror would not help.
    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new HttpRequestException($"broke off: {e.Message}", e);
        }
    }

    private static bool IsMirrorsFault(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or InputException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);

    private string Reason(Exception e, string part) =>
        e switch
        {
            OperationCanceledException { InnerException: TimeoutException } =>
                $"no connection within {ConnectTimeout.TotalSeconds:0.#} s",
            OperationCanceledException => $"silent for {SilenceTimeout.TotalSeconds:0.#} s",
            _ => e.Message.Replace(part + ": ", "", StringComparison.Ordinal),
        };

    private static void RemoveOtherSpellings(string folder, string name, string place)
    {
        while (IdxFolder.Locate(folder, name) is { } other && other != place)
        {
            File.Delete(other);
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, $"the folder cannot be created: {e.Message}", e);
        }
    }
}
