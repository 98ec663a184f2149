using System;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// What `lle analyze` makes of bars, one at a time: a file of columns, events, a chart. Disposing ends it and writes
/// what is left.
/// </summary>
public interface IBarOutput : IDisposable
{
    /// <summary>Takes the next bar.</summary>
    void OnBar(in BarLine line);
}
