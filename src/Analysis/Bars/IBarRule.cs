using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>What a bar rule says of a tick.</summary>
public enum TickVerdict
{
    Taken = 0,

    /// <summary>Its bar is closed already: a closed bar is final.</summary>
    Late = 1,

    /// <summary>It falls between two sessions.</summary>
    OutsideSession = 2,
}

/// <summary>
/// When bars begin and end. A rule ends a bar either before a tick that belongs to the next one or after a tick that
/// completes it, never both. Implemented by mutable structs; O(1), allocates nothing after construction.
/// </summary>
public interface IBarRule
{
    /// <summary>Whether the tick goes into a bar. Asked once a tick, first of all.</summary>
    TickVerdict Judge(in MarketTick tick);

    /// <summary>The tick belongs to the bar after the forming one.</summary>
    bool EndsBefore(in PriceBar forming, in MarketTick tick);

    /// <summary>Begins a bar with a tick; returns its opening time.</summary>
    long Begin(in MarketTick tick);

    /// <summary>The tick, already in the forming bar, completes it. Asked once a tick.</summary>
    bool EndsAfter(in PriceBar forming, in MarketTick tick);

    /// <summary>Time alone ends the forming bar.</summary>
    bool EndsBy(long timestampNs);

    /// <summary>Hears that the bar is closed.</summary>
    void OnClosed(in PriceBar closed);

    /// <summary>Saves, loads or hashes everything later bars depend on.</summary>
    void Transfer(ref StateTransfer state);
}
