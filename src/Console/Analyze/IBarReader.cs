using System;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Bars one after the other, times rising.</summary>
public interface IBarReader : IDisposable
{
    /// <summary>The next bar; false after the last.</summary>
    /// <exception cref="BarFileException">The file is wrong or damaged.</exception>
    bool TryRead(out BarLine line);
}
