using System.Runtime.InteropServices;

namespace Hnsg.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or hang-up into a cancellation; the second ends the process as usual. What has nothing
/// to save does not keep anybody waiting: it is ended soon after the first.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile bool _saves;

    /// <summary>Listens until disposed of.</summary>
    public Interruption()
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    public CancellationToken Token => _source.Token;

    /// <summary>From now on the command saves what it has before it ends, however long that takes.</summary>
    public void LetSave() => _saves = true;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }
        context.Cancel = true;
        _source.Cancel();
        new Thread(End) { IsBackground = true }.Start();
    }

    private void End()
    {
        Thread.Sleep(s_patience);
        if (!_saves)
        {
            Environment.Exit(ErrorReport.Exit(new OperationCanceledException(), details: false));
        }
    }
}
