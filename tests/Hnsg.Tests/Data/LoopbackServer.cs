using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hnsg.Tests.Data;

/// <summary>A server in this process that answers as it is told, also wrongly.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Answer> _answer;

    public LoopbackServer(Func<string, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public ConcurrentQueue<string> Asked { get; } = [];

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException) { }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using TcpClient owned = client;
            NetworkStream stream = client.GetStream();
            using StreamReader reader = new(stream, System.Text.Encoding.ASCII, leaveOpen: true);
            string file = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1].TrimStart('/');
            while (!string.IsNullOrEmpty(await reader.ReadLineAsync(_stop.Token))) { }
            Asked.Enqueue(file);
            Answer answer = _answer(file);
            int length = answer.ClaimedLength ?? answer.Body.Length;
            string head = $"HTTP/1.1 {answer.Status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), _stop.Token);
            await stream.WriteAsync(answer.Body, _stop.Token);
            if (answer.ThenSilent)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException) { }
    }

    /// <summary>What is answered.</summary>
    internal sealed record Answer(int Status, byte[] Body, int? ClaimedLength = null, bool ThenSilent = false);
}
