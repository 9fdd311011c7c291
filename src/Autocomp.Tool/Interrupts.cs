using System.Runtime.InteropServices;

namespace Autocomp.Tool;

/// <summary>Ctrl+C and SIGTERM as a cancellation. The first asks the work to finish with what it has; the second ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly bool _ignore;

    private Interrupts(bool ignore)
    {
        _ignore = ignore;
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            if (!ignore || signal == PosixSignal.SIGINT) _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>For work that a person or a build may interrupt.</summary>
    public static Interrupts Listen() => new(ignore: false);

    /// <summary>For children and for a process that waits for one: a terminal sends Ctrl+C to all of them, and the one in charge decides.</summary>
    public static Interrupts LeaveToOthers() => new(ignore: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = _ignore || !_source.IsCancellationRequested;
        if (!_ignore) _source.Cancel();
    }
}
