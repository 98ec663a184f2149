using System;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>
/// Decimal places of a series of numbers: as they are written, but where all are written with the same many places,
/// those that are ever used.
/// </summary>
internal sealed class DecimalPlaces
{
    private const int PaddedPlaces = 8;

    private int _written;
    private int _used;

    /// <summary>The places so far.</summary>
    public int Count => _written >= PaddedPlaces ? _used : _written;

    /// <summary>Takes one number.</summary>
    public void Take(string number)
    {
        int point = number.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return;

        _written = Math.Max(_written, number.Length - point - 1);
        _used = Math.Max(_used, number.TrimEnd('0').Length - point - 1);
    }
}
