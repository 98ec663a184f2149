using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Accounts;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Everything risk is told before it starts: who belongs to what, and which limits are set. Names are for people; the
/// gate counts by dense indexes in the order of the lists.
/// </summary>
public sealed record RiskSetup
{
    /// <summary>In the order of the instrument table.</summary>
    public required IReadOnlyList<InstrumentControls> Instruments { get; init; }

    /// <summary>Strategies in index order; the operator comes after them by himself.</summary>
    public IReadOnlyList<StrategyControls> Strategies { get; init; } = [];

    /// <summary>Of the session to the venue.</summary>
    public required MessageRateLimit MessageRate { get; init; }

    /// <summary>At least one; the operator trades for the first.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = ["main"];

    /// <summary>Whether each account is long and short apart; empty: all net.</summary>
    public IReadOnlyList<bool> Hedges { get; init; } = [];

    /// <summary>What the legs of each account put up; empty: all of them both.</summary>
    public IReadOnlyList<HedgedMargin> HedgedMargins { get; init; } = [];

    /// <summary>
    /// Group of each account within which orders must not meet: the index of any account in it. Empty: its own.
    /// </summary>
    public IReadOnlyList<int> SelfTradeGroups { get; init; } = [];

    /// <summary>At least one; the first is the operator's desk.</summary>
    public IReadOnlyList<string> Traders { get; init; } = ["desk"];

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Venues { get; init; } = ["venue"];

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = ["all"];

    /// <summary>At least one; the first is the base currency that limits are in.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = ["USD"];

    /// <summary>Groups of instruments that move together; may be empty.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Limits beyond those of <see cref="InstrumentControls.Limits"/>.</summary>
    public IReadOnlyList<LimitSetting> Limits { get; init; } = [];

    /// <summary>Capital that drawdowns of a scope are measured against, micro-units.</summary>
    public IReadOnlyList<CapitalSetting> Capital { get; init; } = [];

    /// <summary>Rates of currencies that follow a market; the others are as stated.</summary>
    public IReadOnlyList<LiveRate> LiveRates { get; init; } = [];

    /// <summary>Accounts whose money is told in a currency of their own; limits stay in the base currency.</summary>
    public IReadOnlyList<AccountCurrency> AccountCurrencies { get; init; } = [];

    /// <summary>
    /// Shares of accounts in place of <see cref="InstrumentControls.MarginPpm"/>; the last said holds.
    /// </summary>
    public IReadOnlyList<AccountMargin> AccountMargins { get; init; } = [];

    /// <summary>
    /// Correlation of returns, a row for each instrument; null without: then nothing goes together.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>>? Correlation { get; init; }

    /// <summary>Length of the volume windows, ns, kept in 16 buckets.</summary>
    public long VolumeWindowNs { get; init; } = 60_000_000_000;

    /// <summary>Time within which an order like another is a duplicate, ns.</summary>
    public long DuplicateWindowNs { get; init; } = 1_000_000_000;

    /// <summary>When a day begins, ns after midnight UTC: executed volume and daily loss start anew.</summary>
    public long DayStartNs { get; init; }

    /// <summary>Silence of operators after which everything is halted, ns; 0 for never.</summary>
    public long DeadManNs { get; init; }

    /// <summary>Whether more is let through only when a second person sets the same value; less is at once.</summary>
    public bool NeedsTwoPersons { get; init; }

    /// <summary>Whether two persons are two accounts of the machine, and not only two names.</summary>
    public bool NeedsTwoUsers { get; init; }

    /// <summary>What an account puts up for a position, in millionths of its value. O(account margins).</summary>
    public long MarginPpmOf(int accountIndex, int instrumentIndex)
    {
        for (int i = AccountMargins.Count - 1; i >= 0; i--)
        {
            if (AccountMargins[i].AccountIndex == accountIndex && AccountMargins[i].InstrumentIndex == instrumentIndex)
                return AccountMargins[i].SharePpm;
        }

        return Instruments[instrumentIndex].MarginPpm;
    }
}

/// <summary>What one instrument is, as far as risk cares. Its limits of old stand in <see cref="Limits"/>.</summary>
public sealed record InstrumentControls
{
    /// <summary>Name for texts.</summary>
    public required string Name { get; init; }

    /// <summary>Limits that every instrument must have.</summary>
    public required RiskLimits Limits { get; init; }

    /// <summary>What a tick of a lot is worth.</summary>
    public MoneyRate Rate { get; init; } = MoneyRate.One;

    /// <summary>Into <see cref="RiskSetup.Venues"/>.</summary>
    public int VenueIndex { get; init; }

    /// <summary>Into <see cref="RiskSetup.Sectors"/>.</summary>
    public int SectorIndex { get; init; }

    /// <summary>Into <see cref="RiskSetup.Currencies"/>.</summary>
    public int CurrencyIndex { get; init; }

    /// <summary>Into <see cref="RiskSetup.Clusters"/>; -1 for none.</summary>
    public int ClusterIndex { get; init; } = -1;

    /// <summary>Value of a position in its cluster for each unit of money, in millionths; may be negative.</summary>
    public long BetaPpm { get; init; } = 1_000_000;

    /// <summary>Initial margin of a position, in millionths of its value.</summary>
    public long MarginPpm { get; init; } = 1_000_000;

    /// <summary>Standard deviation of the return over the horizon of the volatility limit, in millionths.</summary>
    public long SigmaPpm { get; init; }

    /// <summary>What a lot adds to the firm's sensitivity (a greek, DV01), micro-units; may be negative.</summary>
    public long SensitivityMicrosPerLot { get; init; }

    /// <summary>A price must be a multiple of it, ticks; 1 for any.</summary>
    public long PriceStepTicks { get; init; } = 1;

    /// <summary>A quantity must be a multiple of it, lots; 1 for any.</summary>
    public long QtyStepLots { get; init; } = 1;

    /// <summary>Bit type * 8 + time in force is set where the venue takes such orders.</summary>
    public long OrderKinds { get; init; } = Risk.OrderKinds.Plain;

    /// <summary>What the venue takes beside.</summary>
    public OrderInstructions Instructions { get; init; }

    /// <summary>What is forbidden.</summary>
    public TradeRestriction Restriction { get; init; }

    /// <summary>Phases of a day in UTC, rising; empty for continuous trading all day.</summary>
    public IReadOnlyList<PhaseSetting> Phases { get; init; } = [];

    /// <summary>
    /// From when on orders at the close are too late, ns after midnight UTC; 0 for the end of the closing auction.
    /// </summary>
    public long CloseCutOffNs { get; init; }

    /// <summary>What gives way when an order would trade with one of our own.</summary>
    public SelfTradeMode SelfTrade { get; init; }

    /// <summary>
    /// Whether all accounts are one here; else those of a group are, see <see cref="RiskSetup.SelfTradeGroups"/>.
    /// </summary>
    public bool IsSelfTradeFirmWide { get; init; }

    /// <summary>Whether self-trades are prevented at all; true stands for CancelNew.</summary>
    public bool PreventsSelfTrade
    {
        get => SelfTrade != SelfTradeMode.Off;
        init => SelfTrade = value ? SelfTradeMode.CancelNew : SelfTradeMode.Off;
    }

    /// <summary>Whether shorts need a locate and, once the price has fallen, a price above the bid.</summary>
    public bool HasShortSaleRule { get; init; }

    /// <summary>Close of the day before, ticks: 10% below it the short sale restriction begins; 0 for never.</summary>
    public long PreviousCloseTicks { get; init; }

    /// <summary>The dynamic collar; null for none.</summary>
    public DynamicCollar? Collar { get; init; }
}

/// <summary>
/// Band around the mid that follows the market: the largest of a fixed share, of so many standard deviations of the
/// one-second return over a horizon, and of so many spreads.
/// </summary>
/// <param name="ShareMinBasisPoints">Least band, in basis points of the mid.</param>
/// <param name="Sigmas">Standard deviations, 0 for none.</param>
/// <param name="HorizonSeconds">Over which they are taken.</param>
/// <param name="Spreads">Spreads, 0 for none.</param>
public sealed record DynamicCollar(int ShareMinBasisPoints, int Sigmas, int HorizonSeconds, int Spreads);

/// <summary>What may be done in an instrument. In configurations by name.</summary>
public enum TradeRestriction : byte
{
    None = 0,
    NoTrade = 1,
    CloseOnly = 2,
    NoShort = 3,
}

/// <summary>From when on a phase lasts.</summary>
/// <param name="BeginNs">After midnight UTC, ns.</param>
/// <param name="Phase">Which.</param>
public readonly record struct PhaseSetting(long BeginNs, SessionPhase Phase);

/// <summary>Who a strategy trades for, and what it may trade.</summary>
/// <param name="Name">For texts.</param>
/// <param name="AccountIndex">Into the accounts.</param>
/// <param name="TraderIndex">Into the traders.</param>
/// <param name="Instruments">Indexes it may trade; null for all.</param>
public sealed record StrategyControls(
    string Name, int AccountIndex = 0, int TraderIndex = 0, IReadOnlyList<int>? Instruments = null);

/// <summary>A limit of a scope.</summary>
/// <param name="Scope">Kind of scope.</param>
/// <param name="ScopeIndex">Dense index within the kind.</param>
/// <param name="Id">Which limit.</param>
/// <param name="Hard">Last value that passes; <see cref="LimitCell.Off"/> for none.</param>
/// <param name="Soft">Last value without a warning; <see cref="LimitCell.Off"/> for none.</param>
/// <param name="IsShadow">Counted, not denied.</param>
public readonly record struct LimitSetting(
    RiskScope Scope, int ScopeIndex, LimitId Id, long Hard, long Soft = LimitCell.Off, bool IsShadow = false);

/// <summary>Capital of a scope.</summary>
/// <param name="Scope">Firm, account, trader or strategy.</param>
/// <param name="ScopeIndex">Dense index within the kind.</param>
/// <param name="Micros">Micro-units, above 0.</param>
public readonly record struct CapitalSetting(RiskScope Scope, int ScopeIndex, long Micros);
