using System;
using System.Threading;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// Brings faults from the polling thread to the companion, which may write to a console. One thread puts, one takes.
/// Where it is full the text of a fault is lost, never its count.
/// </summary>
internal sealed class FaultRelay
{
    private const int Capacity = 64;

    private readonly FeedFault[] _faults = new FeedFault[Capacity];
    private long _putCount;
    private long _takenCount;

    /// <summary>Polling thread.</summary>
    public void Put(FeedFault fault)
    {
        // Acquire: pairs with the release in TellAll. The slot's last fault has been told.
        if (_putCount - Volatile.Read(ref _takenCount) == Capacity)
            return;

        _faults[_putCount % Capacity] = fault;
        Volatile.Write(ref _putCount, _putCount + 1); // Release: pairs with the acquire in TellAll.
    }

    /// <summary>Companion.</summary>
    public void TellAll(Action<FeedFault> tell)
    {
        // Acquire: pairs with the release in Put.
        while (_takenCount < Volatile.Read(ref _putCount))
        {
            tell(_faults[_takenCount % Capacity]);
            Volatile.Write(ref _takenCount, _takenCount + 1); // Release: pairs with the acquire in Put.
        }
    }
}
