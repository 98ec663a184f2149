using System.Threading;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The venue's one lock, with right of way: at full speed the conductor takes it a hundred thousand times a second, and
/// an order must not wait until the lock happens to be free at the right moment. Any thread.
/// </summary>
internal sealed class VenueGate
{
    private readonly Lock _lock = new();
    private int _urgentCount;

    /// <summary>For orders and requests.</summary>
    public Lock.Scope EnterUrgent()
    {
        Interlocked.Increment(ref _urgentCount);
        Lock.Scope scope = _lock.EnterScope();
        Interlocked.Decrement(ref _urgentCount);
        return scope;
    }

    /// <summary>For the playback: lets those who are urgent go first.</summary>
    public Lock.Scope EnterPatient()
    {
        while (Volatile.Read(ref _urgentCount) != 0)
            Thread.Yield();

        return _lock.EnterScope();
    }
}
