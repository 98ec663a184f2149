using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Sizing;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Pre-trade limits and the exposure that they are held against, for firm, accounts, traders, strategies, venues,
/// sectors, currencies, clusters and instruments. Decision thread only; a pure function of the events. An order costs
/// the same whatever is open; allocates nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///   intent --CheckAndReserve--> reserved --OnReport(filled)---> position
///                                   |-----OnReport(released)-> gone
///                                   '-----Withdraw-----------> gone (the order table had no room)
/// </code>
/// </remarks>
public sealed class PreTradeRisk
{
    /// <summary>Most messages of one input that can be withdrawn; a power of two.</summary>
    public const int WithdrawalsMax = 64;

    private readonly RiskState _state;
    private readonly OwnOrders _own;
    private readonly Portfolio _portfolio;
    private readonly VolumeWindows _windows;
    private readonly RiskClock _clock;
    private readonly Denials _denials = new();
    private readonly Gate _gate;
    private readonly OrderScreen _screen;
    private readonly Bookings _bookings;
    private readonly MarketWatch _watch;
    private readonly Breakers _breakers;
    private readonly OperatorActs _acts;
    private readonly MessageRateWindow _rate;
    private readonly RejectStorms _storms;
    private readonly RiskTurns _turns;
    private long _discrepancyCount;

    /// <summary>One account, one trader, instruments without a currency: each lot of a tick is a micro-unit.</summary>
    /// <param name="limitsByInstrument">One per instrument, in the order of the instrument table; copied.</param>
    /// <param name="messageRate">For the whole engine.</param>
    /// <exception cref="ArgumentException">A limit cannot be used; the text lists every error.</exception>
    public PreTradeRisk(ReadOnlySpan<RiskLimits> limitsByInstrument, in MessageRateLimit messageRate)
        : this(RiskSetups.Plain(limitsByInstrument, in messageRate))
    {
    }

    /// <exception cref="ArgumentException">Something cannot be used; the text lists every error.</exception>
    public PreTradeRisk(RiskSetup setup)
    {
        RiskSetups.ThrowIfWrong(setup);
        _state = new RiskState(setup);
        _own = new OwnOrders(setup);
        _portfolio = new Portfolio(setup.Instruments, setup.Correlation);
        _windows = new VolumeWindows(_state.Map.RowCount);
        _clock = new RiskClock(setup.VolumeWindowNs, setup.DayStartNs);
        _storms = new RejectStorms(_state);
        _rate = new MessageRateWindow(setup.MessageRate);
        var parts = new GateParts(_own, _windows, _portfolio, _denials)
        {
            Impact = new OrderImpact(_state.Margins), Storms = _storms,
        };
        _gate = new Gate(_state, parts);
        _screen = new OrderScreen(_state, parts);
        _bookings = new Bookings(_state, _own);
        _watch = new MarketWatch(_state, setup, _portfolio);
        _breakers = new Breakers(_state, setup);
        _acts = new OperatorActs(_state, setup, _storms);
        Audit = new OperatorAudit(_acts, setup.NeedsTwoUsers);
        _turns = new RiskTurns(_gate, _breakers, _watch, _acts, _own.Recent);
        SelfTrades = new SelfTrades(setup, _own);
        SizeRooms = new SizeRooms(_state, _portfolio);
        RiskSetups.Apply(setup, _state, _acts.Desk);
    }

    /// <summary>The scopes of a set-up, before there is a gate for it.</summary>
    public static ScopeMap MapOf(RiskSetup setup) => new(setup);

    /// <summary>Number of instruments.</summary>
    public int InstrumentCount => _state.InstrumentCount;

    /// <summary>Which row is whose, for texts and limits.</summary>
    public ScopeMap Scopes => _state.Map;

    /// <summary>What gives way when orders of our own would meet.</summary>
    public SelfTrades SelfTrades { get; }

    /// <summary>What limits leave to orders that open.</summary>
    public SizeRooms SizeRooms { get; }

    /// <summary>Phases, as venues tell them.</summary>
    public MarketPhases Phases => _watch.Phases;

    /// <summary>Limits with their counts.</summary>
    public LimitTable Limits => _state.Limits;

    /// <summary>True after a Halt command, <see cref="Halt"/> or a breaker of the firm, until it is resumed.</summary>
    public bool IsHalted => _state.Rows[0].State == TradingState.Halted;

    /// <summary>
    /// Reports that filled lots which were not reserved any more, or never were: late fills after a cancel, overfills,
    /// fills of foreign orders; and orders that the venue brought back. Not zero means that the venue's books and ours
    /// differed.
    /// </summary>
    public long DiscrepancyCount => _discrepancyCount;

    /// <summary>How often a scope was halted: when it rises, orders in halted scopes are to be cancelled.</summary>
    public long HaltCount => _acts.HaltCount;

    /// <summary>What came of the latest command.</summary>
    public ActOutcome LastOutcome => _acts.LastOutcome;

    /// <summary>What operators did.</summary>
    public OperatorAudit Audit { get; }

    /// <summary>Why the latest order was refused.</summary>
    public Denial LastDenial => _denials.Last;

    /// <summary>Whether the latest check found something beyond a soft or a shadow limit.</summary>
    public bool HasWarned => _state.Limits.HasWarned;

    /// <summary>
    /// Judges an intent against a worst case in which every open order on its side fills, and reserves its lots and its
    /// message when the verdict is Accepted.
    /// </summary>
    /// <param name="intent">
    /// NewOrder: all checks. CancelOrder: needs a session, nothing else; it is counted and never refused for a limit.
    /// StatusRequest: a session and a place in the message window.
    /// </param>
    /// <param name="market">Of the intent's instrument, now.</param>
    /// <returns>The first check that fails, in the order of <see cref="Gate"/>; never NotChecked.</returns>
    public RiskVerdict CheckAndReserve(in EngineEvent intent, in RiskMarket market)
    {
        Debug.Assert(intent.Kind.IsSentToVenue(), "only what goes to the venue is checked");
        return intent.Kind == EventKind.NewOrder
            ? CheckAndBook(in intent, in market, Demand.OfNew(in intent))
            : Counted(CheckOther(in intent, in market), market.NowNs);
    }

    /// <summary>What the verdict on a new order would be; nothing is reserved, sent or counted.</summary>
    public RiskVerdict Probe(in EngineEvent order, in RiskMarket market)
    {
        Debug.Assert(order.Kind == EventKind.NewOrder);
        var places = new OrderPlaces(_state, _own, in order);
        _state.Limits.IsAsked = true;
        RiskVerdict verdict = CheckAll(in places, in order, in market, Demand.OfNew(in order));
        _state.Limits.IsAsked = false;
        return verdict;
    }

    /// <summary>
    /// Judges the change of an open order by what it adds, and reserves that: until the venue has answered, the larger
    /// of old and new is held. The answer comes as a report that releases what is not open any more.
    /// </summary>
    /// <param name="change">The order as it would be: side, new price, new quantity, type, time in force.</param>
    /// <param name="heldLots">What of it has filled or is reserved now.</param>
    /// <param name="market">Of its instrument, now.</param>
    public RiskVerdict CheckChangeAndReserve(in EngineEvent change, long heldLots, in RiskMarket market) =>
        CheckAndBook(in change, in market, Demand.OfChange(in change, heldLots));

    /// <summary>
    /// Takes back what the check of an intent reserved: the order table refused it. Intents of one input are taken back
    /// in any order, after all of them were judged.
    /// </summary>
    /// <param name="intent">The intent that was accepted, its kind not yet turned into OrderDenied.</param>
    /// <param name="verdict">The order table's, counted among the denials.</param>
    /// <exception cref="InvalidOperationException">Nothing was reserved for it.</exception>
    public void Withdraw(in EngineEvent intent, RiskVerdict verdict)
    {
        Debug.Assert(intent.Kind.IsSentToVenue(), "the kind must still tell what was reserved");
        Debug.Assert(verdict is not (RiskVerdict.NotChecked or RiskVerdict.Accepted));
        _denials.Refuse(verdict);
        _denials.Count(verdict);
        _rate.Undo();
        if (intent.Kind is EventKind.NewOrder or EventKind.ReplaceOrder)
            _bookings.Unbook(in intent);
    }

    /// <summary>Moves reserved lots into the position, or releases them, as the order table worked it out.</summary>
    /// <remarks>
    /// FilledLots + ReleasedLots + ReservedLots is what the order had reserved before. A fill of lots that are not
    /// reserved (a late fill after a cancel, an overfill, a foreign order) says so by as many ReleasedLots below zero:
    /// the position takes the fill, the reserve stays as it is, and <see cref="DiscrepancyCount"/> rises.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The order moves more lots than are reserved: our own books
    /// differ.</exception>
    public void OnReport(in OrderReport report)
    {
        Debug.Assert((uint)report.InstrumentIndex < (uint)_state.InstrumentCount);
        Debug.Assert(report.Side is Side.Buy or Side.Sell);
        if (report.ReleasedLots < 0 && report.Kind is not (OrderReportKind.Corrected or OrderReportKind.Replaced))
            _discrepancyCount++;

        int strategyRow = _state.PathOf(report.StrategyIndex)[ScopePath.StrategyPlace];
        long positionBefore = _state.ExposureOf(strategyRow, report.InstrumentIndex).PositionLots;
        _state.Move(in report);
        long reservedBefore = report.FilledLots + report.ReleasedLots + report.ReservedLots;
        bool isOpenAgain = report.ReservedLots > 0 && reservedBefore == 0;
        if (isOpenAgain || report.HasFoundPrice)
            _own.Adopt(in report); // A stranger's, too: whatever the limits say, it is there.

        if (report.ReservedLots == 0 && report.FilledLots + report.ReleasedLots > 0)
            _own.Remove(report.StrategyIndex, report.InstrumentIndex, report.Side, report.PriceTicks);

        if (report.HasDroppedPrice)
            _own.Remove(report.StrategyIndex, report.InstrumentIndex, report.Side, report.DroppedPriceTicks);

        if (_storms.TakeAnswer(in report, _clock))
            _acts.CountHalt();

        if (positionBefore == 0 && _state.ExposureOf(strategyRow, report.InstrumentIndex).PositionLots != 0)
            _state.Rows[strategyRow].RepeatCount++;

        if (report.FilledLots != 0)
            _watch.TakePosition(report.InstrumentIndex);
    }

    /// <summary>Obeys commands that are for risk; the others pass by.</summary>
    public void OnCommand(in EngineEvent command) => _acts.Obey(in command);

    /// <summary>How a market stands, with each timer.</summary>
    public void OnMarket(int instrumentIndex, in RiskMarket market)
    {
        Advance(market.NowNs);
        _watch.OnMarket(instrumentIndex, in market);
    }

    /// <summary>
    /// A strategy's realized and unrealized profit less fees, with each timer before <see cref="OnTimer"/>.
    /// </summary>
    /// <param name="strategyIndex">The number of strategies for the operator's.</param>
    /// <param name="profitMicros">Micro-units of the base currency.</param>
    public void SetProfit(int strategyIndex, long profitMicros) => _breakers.SetProfit(strategyIndex, profitMicros);

    /// <summary>Money of an instrument in micro-units of the base currency.</summary>
    public long MicrosOf(int instrumentIndex, Int128 tickLots) =>
        _state.Instruments[instrumentIndex].Rate.MicrosOf(tickLots);

    /// <summary>A micro-unit of an account's currency in those of the base; null where no market has said it.</summary>
    public MoneyRate? RateOfAccount(int account) => _watch.Balances.RateOf(account);

    /// <summary>Looks at losses and at the dead-man timer.</summary>
    public void OnTimer(long nowNs)
    {
        Advance(nowNs);
        if (_breakers.Check())
            _acts.CountHalt();

        _acts.OnTimer(nowNs);
    }

    /// <summary>
    /// Lets only what makes positions smaller pass, until an operator arms the firm again. For books that differ.
    /// </summary>
    public void Reduce() => _acts.ReduceFirm();

    /// <summary>
    /// Refuses every later order until a Resume command. For what the events themselves show, such as an overfill.
    /// </summary>
    public void Halt() => _acts.Order(0, TradingState.Halted, RiskVerdict.KillSwitchEngaged);

    /// <summary>Whether an order of a strategy in an instrument lies in a halted scope.</summary>
    public bool IsHaltedFor(ushort strategyIndex, int instrumentIndex) =>
        _gate.IsHaltedFor(strategyIndex, instrumentIndex);

    /// <summary>Whether nothing but losses has halted it, so that what it holds may be closed.</summary>
    public bool MayFlatten(ushort strategyIndex, int instrumentIndex) =>
        _gate.MayFlatten(strategyIndex, instrumentIndex);

    /// <summary>Position and reserved lots of an instrument.</summary>
    public ref readonly Exposure ExposureOf(int instrumentIndex) => ref _state.ExposureOf(0, instrumentIndex);

    /// <summary>Position and reserved lots of an account, a trader or a strategy in an instrument.</summary>
    /// <param name="row">Of <see cref="Scopes"/>, one that has exposures of its own.</param>
    /// <param name="instrumentIndex">Dense index.</param>
    public ref readonly Exposure ExposureOf(int row, int instrumentIndex) =>
        ref _state.ExposureOf(row, instrumentIndex);

    /// <summary>Sums and state of a scope.</summary>
    public ref readonly ScopeRow ScopeOf(int row) => ref _state.Rows[row];

    /// <summary>How much of a limit is used now; 0 for limits of single orders.</summary>
    public long UsedOf(int row, LimitId id) => _gate.UsedOf(row, id, _clock);

    /// <summary>Intents refused with <paramref name="verdict"/> since start, the order table's included.</summary>
    public long DenialCount(RiskVerdict verdict) => _denials.CountOf(verdict);

    /// <summary>Status requests that the message rate lets through now: a bound for writing many at once.</summary>
    public int RoomForCancels(long nowNs) => _rate.RoomForCancels(nowNs);

    /// <summary>
    /// Saves, loads or hashes all that determines later verdicts, and the counters. O(instruments * scopes +
    /// MessagesMax).
    /// </summary>
    /// <exception cref="InvalidOperationException">What was saved has other instruments, scopes or rates.</exception>
    public void Transfer(ref StateTransfer state)
    {
        if (!state.IsLoading)
            _gate.SettleWindows();

        state.Value(ref _discrepancyCount);
        _denials.Transfer(ref state);
        _state.Transfer(ref state);
        _own.Transfer(ref state);
        _portfolio.Transfer(ref state);
        _windows.Transfer(ref state);
        _clock.Transfer(ref state);
        _watch.Transfer(ref state);
        _acts.Transfer(ref state);
        _rate.Transfer(ref state);
        _storms.Transfer(ref state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RiskVerdict CheckAndBook(in EngineEvent intent, in RiskMarket market, in Demand demand)
    {
        var places = new OrderPlaces(_state, _own, in intent);
        RiskVerdict verdict = Counted(CheckAll(in places, in intent, in market, in demand), market.NowNs);
        if (verdict == RiskVerdict.Accepted)
            _bookings.Book(in places, in intent, in demand, _gate.Impact, _clock);

        return verdict;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RiskVerdict CheckAll(
        in OrderPlaces places, in EngineEvent intent, in RiskMarket market, in Demand demand)
    {
        Advance(market.NowNs);
        if ((uint)intent.InstrumentIndex < (uint)InstrumentCount)
            _watch.Phases.Update(intent.InstrumentIndex, _clock.NowNs);

        bool isFine = _screen.Passes(in places, in intent, in market, in demand, _clock);
        Debug.Assert(!isFine || _gate.Confirms(in intent, in market, in demand, _clock), "the screen is too lenient");
        RiskVerdict verdict = isFine ? RiskVerdict.Accepted : _gate.Check(in intent, in market, in demand, _clock);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        return _rate.HasRoomForOrder(market.NowNs)
            ? RiskVerdict.Accepted
            : _denials.Refuse(RiskVerdict.MessageRateLimit, _state.Instruments[intent.InstrumentIndex].VenueRow);
    }

    // The message that goes out, or the denial.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RiskVerdict Counted(RiskVerdict verdict, long nowNs)
    {
        if (verdict == RiskVerdict.Accepted)
            _rate.Count(nowNs);
        else
            _denials.Count(verdict);

        return verdict;
    }

    private RiskVerdict CheckOther(in EngineEvent intent, in RiskMarket market)
    {
        if (!market.IsVenueLoggedOn)
            return _denials.Refuse(RiskVerdict.VenueNotReady);

        return intent.Kind == EventKind.CancelOrder || _rate.HasRoomForCancel(market.NowNs)
            ? RiskVerdict.Accepted
            : _denials.Refuse(RiskVerdict.MessageRateLimit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(long nowNs)
    {
        if (!_clock.TryStep(nowNs))
            _turns.Advance(_clock, nowNs);
    }
}
