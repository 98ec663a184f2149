namespace LowLatencyEngine.Risk.Accounts;

/// <summary>
/// Says that money of an instrument or an account is worth in the base currency what another instrument trades at,
/// instead of what the configuration states. Until the first market of that other, and while it is silent, the last
/// known rate counts.
/// </summary>
/// <param name="InstrumentIndex">Whose money; -1 where it is an account's.</param>
/// <param name="SourceIndex">At whose mid.</param>
/// <param name="AtOneTick">Rate where that mid is one tick.</param>
/// <param name="IsInverse">The mid is the price of the base currency in the instrument's: the rate is divided by it.
/// </param>
/// <param name="StaleAfterNs">Age of the source's quote from which no new order passes in the instrument or for the
/// account, ns.</param>
public sealed record LiveRate(
    int InstrumentIndex, int SourceIndex, MoneyRate AtOneTick, bool IsInverse, long StaleAfterNs)
{
    /// <summary>The rate at a mid above 0; false where it cannot be kept. O(1), 0 bytes.</summary>
    internal bool TryAt(long midTicks, out MoneyRate rate) => IsInverse
        ? AtOneTick.TryOver(midTicks, out rate)
        : AtOneTick.TryTimes(midTicks, out rate);
}
