namespace LowLatencyEngine.Risk.Accounts;

/// <summary>
/// Says that money of an instrument is worth in the base currency what another instrument trades at, instead of what
/// the configuration states. Until the first market of that other, and while it is silent, the last known rate counts.
/// </summary>
/// <param name="InstrumentIndex">Whose money.</param>
/// <param name="SourceIndex">At whose mid.</param>
/// <param name="AtOneTick">Rate where that mid is one tick.</param>
/// <param name="IsInverse">The mid is the price of the base currency in the instrument's: the rate is divided by it.
/// </param>
/// <param name="StaleAfterNs">Age of the source's quote from which no new order passes in the instrument, ns.</param>
public sealed record LiveRate(
    int InstrumentIndex, int SourceIndex, MoneyRate AtOneTick, bool IsInverse, long StaleAfterNs);
