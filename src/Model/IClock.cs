namespace LowLatencyEngine.Model;

/// <summary>The one source of time. The decision thread has none: it takes time from its events.</summary>
public interface IClock
{
    /// <summary>
    /// Nanoseconds since the Unix epoch, UTC; never runs backwards within a process. Any thread; allocates nothing.
    /// </summary>
    long NowNs { get; }
}
