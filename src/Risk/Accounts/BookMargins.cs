using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk.Accounts;

/// <summary>
/// Margin of the books that count at their account's own shares: the account's and its strategies'. The firm's and a
/// trader's, who may trade for several accounts, stay at the instrument's. Decision thread only; O(1), 0 bytes.
/// </summary>
internal sealed class BookMargins
{
    private const int GrossPlace = 1; // Of ScopeSums.
    private const int MarginPlace = 4;

    private readonly LotValue[] _shares; // Book by book, of each instrument.
    private readonly int _instrumentCount;

    private BookMargins(RiskSetup setup, ScopeMap map)
    {
        _instrumentCount = setup.Instruments.Count;
        _shares = new LotValue[map.BookCount * _instrumentCount];
        for (int i = 0; i < _shares.Length; i++)
            _shares[i] = InstrumentRow.Share(setup.Instruments[i % _instrumentCount].MarginPpm);

        foreach (AccountMargin margin in setup.AccountMargins)
        {
            Set(map.FirstRowOf(RiskScope.Account) + margin.AccountIndex, in margin);
            for (int strategy = 0; strategy <= setup.Strategies.Count; strategy++) // The operator's is the last.
            {
                int account = strategy < setup.Strategies.Count ? setup.Strategies[strategy].AccountIndex : 0;
                if (account == margin.AccountIndex)
                    Set(map.FirstRowOf(RiskScope.Strategy) + strategy, in margin);
            }
        }
    }

    /// <summary>Null where every account takes the instruments' shares: then there is nothing to restate.</summary>
    public static BookMargins? Of(RiskSetup setup, ScopeMap map) =>
        setup.AccountMargins.Count == 0 ? null : new BookMargins(setup, map);

    /// <summary>What an exposure comes to, its margin at the book's own share of the gross.</summary>
    public Vector512<long> Restate(int book, int instrument, Vector512<long> worth)
    {
        long grossMicros = worth.GetElement(GrossPlace);
        return worth.WithElement(MarginPlace, ShareOf(book, instrument).OfPositive(grossMicros));
    }

    /// <summary>Of the worth of what a book holds, what its margin is.</summary>
    public ref readonly LotValue ShareOf(int book, int instrument) =>
        ref _shares[(book * _instrumentCount) + instrument];

    private void Set(int book, in AccountMargin margin) =>
        _shares[(book * _instrumentCount) + margin.InstrumentIndex] = InstrumentRow.Share(margin.SharePpm);
}
