using System.Collections.Generic;

namespace LowLatencyEngine.Risk.Accounts;

/// <summary>
/// Follows the rates of currencies that are traded here, with each timer. Decision thread; O(live rates) a market, and
/// O(books) for one that changed; 0 bytes. The rates are state of <see cref="RiskState"/>.
/// </summary>
internal sealed class CurrencyRates(RiskState state, IReadOnlyList<LiveRate> rates)
{
    /// <summary>Takes in a fit market: rates that follow it become what it says.</summary>
    /// <returns>True if one changed.</returns>
    public bool OnMarket(int source, long midTicks)
    {
        bool hasChanged = false;
        for (int i = 0; i < rates.Count; i++) // An enumerator of an interface would be allocated.
        {
            LiveRate live = rates[i];
            if (live.SourceIndex == source && midTicks > 0 && live.TryAt(midTicks, out MoneyRate rate))
                hasChanged |= state.SetRate(live.InstrumentIndex, rate);
        }

        return hasChanged;
    }
}
