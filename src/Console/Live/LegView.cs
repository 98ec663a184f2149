using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine.Reporting;

namespace LowLatencyEngine.Console.Live;

/// <summary>What a hedging account is long and short of an instrument, as decimals.</summary>
internal sealed record LegView(string Account, string Long, string LongAverage, string Short, string ShortAverage)
{
    private const string Hedging = "hedging"; // As statements say it.

    /// <summary>The instruments with the legs of every account that hedges; as they are where none does.</summary>
    public static IReadOnlyList<InstrumentView> Add(
        IReadOnlyList<InstrumentView> instruments, IReadOnlyList<AccountStatement> accounts)
    {
        AccountStatement[] hedging = [.. accounts.Where(account => account.Positions == Hedging)];
        return hedging.Length == 0
            ? instruments
            : [.. instruments.Select(instrument => instrument with { Legs = Of(instrument.Symbol, hedging) })];
    }

    private static LegView[] Of(string symbol, AccountStatement[] accounts) =>
    [
        .. accounts.SelectMany(account => account.ByInstrument.Where(held => held.Symbol == symbol), (account, held) =>
            new LegView(account.Account, held.Long, held.LongAverage, held.Short, held.ShortAverage)),
    ];
}
