using System;
using System.Runtime.InteropServices;
using System.Threading;
using LowLatencyEngine.Console.Commands;

namespace LowLatencyEngine.Console.Standby;

/// <summary>Ctrl-C, SIGTERM, or a parent that goes: whichever comes first, as one token.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignal(bool exitsWithInput)
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (exitsWithInput)
            StandardInput.OnClosed(_stop.Cancel);
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
