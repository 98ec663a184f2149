using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Pre-trade limits and the exposure that they are held against. Decision thread only, but for
/// <see cref="EngageKillSwitch"/>, <see cref="ReleaseKillSwitch"/> and <see cref="IsKillSwitchEngaged"/>. A pure
/// function of the events, the kill switch apart. O(1); allocates nothing after construction.
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
    private const int VerdictCount = (int)RiskVerdict.UnknownOrder + 1;

    private readonly RiskLimits[] _limits;
    private readonly Exposure[] _exposures;
    private readonly MessageRateWindow _rate;
    private readonly long[] _denialCounts = new long[VerdictCount];
    private long _discrepancyCount;
    private bool _isHalted;
    private bool _killSwitchEngaged; // Not state: no event sets it.

    /// <param name="limitsByInstrument">One per instrument, in the order of the instrument table; copied.</param>
    /// <param name="messageRate">For the whole engine.</param>
    /// <exception cref="ArgumentException">A limit cannot be used; the text lists every error.</exception>
    public PreTradeRisk(ReadOnlySpan<RiskLimits> limitsByInstrument, in MessageRateLimit messageRate)
    {
        var errors = new List<string>();
        messageRate.Validate("risk.messageRate", errors);
        for (int i = 0; i < limitsByInstrument.Length; i++)
            limitsByInstrument[i].Validate($"risk.limits[{i}]", errors);

        if (errors.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, errors));

        _limits = limitsByInstrument.ToArray();
        _exposures = new Exposure[_limits.Length];
        _rate = new MessageRateWindow(in messageRate);
    }

    /// <summary>Number of instruments.</summary>
    public int InstrumentCount => _limits.Length;

    /// <summary>True after a Halt command or <see cref="Halt"/>, until a Resume command.</summary>
    public bool IsHalted => _isHalted;

    /// <summary>True between <see cref="EngageKillSwitch"/> and <see cref="ReleaseKillSwitch"/>. Any thread.</summary>
    // Acquire: pairs with the release in EngageKillSwitch.
    public bool IsKillSwitchEngaged => Volatile.Read(ref _killSwitchEngaged);

    /// <summary>
    /// Reports that filled lots which were not reserved any more, or never were: late fills after a cancel, overfills,
    /// fills of foreign orders; and orders that the venue brought back. Not zero means that the venue's books and ours
    /// differed.
    /// </summary>
    public long DiscrepancyCount => _discrepancyCount;

    /// <summary>
    /// Judges an intent against a worst case in which every open order on its side fills, and reserves its lots and its
    /// message when the verdict is Accepted.
    /// </summary>
    /// <param name="intent">
    /// NewOrder and ReplaceOrder: all checks; a replace is another order that takes the place of one, so that its whole
    /// quantity and price are looked at, and only what it adds is reserved. CancelOrder and StatusRequest: VenueNotReady and MessageRateLimit alone, with the reserve
    /// at hand; neither the kill switch nor anything else stops them.
    /// </param>
    /// <param name="market">Of the intent's instrument, now.</param>
    /// <returns>
    /// The first check that fails, in the order of <see cref="RiskVerdict"/>: kill switch or halt, instrument, market
    /// data, venue, quantity (and side), price (and type), band, notional, position, open orders, message rate; never
    /// NotChecked.
    /// </returns>
    public RiskVerdict CheckAndReserve(in EngineEvent intent, in RiskMarket market)
    {
        Debug.Assert(intent.Kind.IsSentToVenue(), "only what goes to the venue is checked");
        bool isOrder = intent.Kind is EventKind.NewOrder or EventKind.ReplaceOrder;
        RiskVerdict verdict = isOrder ? CheckOrder(in intent, in market) : CheckCancel(in market);
        if (verdict != RiskVerdict.Accepted)
        {
            _denialCounts[(int)verdict]++;
            return verdict;
        }

        _rate.Count(market.NowNs);
        if (intent.Kind == EventKind.NewOrder)
            _exposures[intent.InstrumentIndex].Reserve(intent.Side, intent.Order.QtyLots);
        else if (isOrder)
            _exposures[intent.InstrumentIndex].Grow(intent.Side, market.GrowthLots);

        return RiskVerdict.Accepted;
    }

    /// <summary>
    /// Takes back what the latest accepted check reserved, because the order table refused the intent; before the next
    /// check.
    /// </summary>
    /// <param name="intent">The intent that was accepted, its kind not yet turned into OrderDenied.</param>
    /// <param name="verdict">The order table's, counted among the denials.</param>
    /// <param name="growthLots">What the check was told of a replace; else 0.</param>
    public void Withdraw(in EngineEvent intent, RiskVerdict verdict, long growthLots = 0)
    {
        Debug.Assert(intent.Kind.IsSentToVenue(), "the kind must still tell what was reserved");
        Debug.Assert(verdict is not (RiskVerdict.NotChecked or RiskVerdict.Accepted));
        _denialCounts[(int)verdict]++;
        _rate.UndoLast();
        if (intent.Kind == EventKind.NewOrder)
            _exposures[intent.InstrumentIndex].Unreserve(intent.Side, intent.Order.QtyLots, intent.Order.OrderId);
        else if (intent.Kind == EventKind.ReplaceOrder)
            _exposures[intent.InstrumentIndex].Grow(intent.Side, -growthLots);
    }

    /// <summary>Moves reserved lots into the position, or releases them, as the order table worked it out.</summary>
    /// <remarks>
    /// FilledLots + ReleasedLots + OpenLots is what the order had reserved before. A fill of lots that are not reserved
    /// (a late fill after a cancel, an overfill, a foreign order) says so by as many ReleasedLots below zero: the
    /// position takes the fill, the reserve stays as it is, and <see cref="DiscrepancyCount"/> rises.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The order moves more lots than are reserved: our own books
    /// differ.</exception>
    public void OnReport(in OrderReport report)
    {
        Debug.Assert((uint)report.InstrumentIndex < (uint)_exposures.Length);
        Debug.Assert(report.Side is Side.Buy or Side.Sell);
        if (report.ReleasedLots < 0 && report.Kind is not (OrderReportKind.Corrected or OrderReportKind.Replaced))
            _discrepancyCount++;

        _exposures[report.InstrumentIndex].Move(in report);
    }

    /// <summary>
    /// Obeys Halt and Resume; other commands are not for risk. Resume leaves the kill switch as it is.
    /// </summary>
    public void OnCommand(in EngineEvent command)
    {
        Debug.Assert(command.Kind == EventKind.Command);
        if (command.Command.Kind == CommandKind.Halt)
            _isHalted = true;
        else if (command.Command.Kind == CommandKind.Resume)
            _isHalted = false;
    }

    /// <summary>
    /// Refuses every later order until a Resume command. For what the events themselves show, such as an overfill.
    /// </summary>
    public void Halt() => _isHalted = true;

    /// <summary>
    /// Refuses every later order; cancels pass. Any thread: the decision thread sees it at its next check. It acts
    /// outside the sequence of events, so whoever engages it also publishes a Halt command, and a replay takes refusals
    /// from there on.
    /// </summary>
    // Release: pairs with the acquire in IsKillSwitchEngaged.
    public void EngageKillSwitch() => Volatile.Write(ref _killSwitchEngaged, true);

    /// <summary>
    /// Undoes <see cref="EngageKillSwitch"/>; a halt stays. Any thread. The ceremony around it is the caller's.
    /// </summary>
    // Release: pairs with the acquire in IsKillSwitchEngaged.
    public void ReleaseKillSwitch() => Volatile.Write(ref _killSwitchEngaged, false);

    /// <summary>Position and reserved lots of an instrument.</summary>
    public ref readonly Exposure ExposureOf(int instrumentIndex) => ref _exposures[instrumentIndex];

    /// <summary>Limits of an instrument.</summary>
    public ref readonly RiskLimits LimitsOf(int instrumentIndex) => ref _limits[instrumentIndex];

    /// <summary>Intents refused with <paramref name="verdict"/> since start, the order table's included.</summary>
    public long DenialCount(RiskVerdict verdict) => _denialCounts[(int)verdict];

    /// <summary>
    /// Cancels or status requests that the message rate lets through now: a bound for writing many at once.
    /// </summary>
    public int RoomForCancels(long nowNs) => _rate.RoomForCancels(nowNs);

    /// <summary>
    /// Saves, loads or hashes all that determines later verdicts, and the counters. Not the kill switch: it is no
    /// event. O(instruments + MessagesMax).
    /// </summary>
    /// <exception cref="InvalidOperationException">What was saved has other instruments or another rate.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_exposures.Length);
        state.Value(ref _isHalted);
        state.Value(ref _discrepancyCount);
        state.Values(_denialCounts.AsSpan());
        foreach (ref Exposure exposure in _exposures.AsSpan())
            exposure.Transfer(ref state);

        _rate.Transfer(ref state);
    }

    private RiskVerdict CheckCancel(in RiskMarket market)
    {
        if (!market.IsVenueLoggedOn)
            return RiskVerdict.VenueNotReady;

        return _rate.HasRoomForCancel(market.NowNs) ? RiskVerdict.Accepted : RiskVerdict.MessageRateLimit;
    }

    private RiskVerdict CheckOrder(in EngineEvent intent, in RiskMarket market)
    {
        if (IsHalted || IsKillSwitchEngaged)
            return RiskVerdict.KillSwitchEngaged;

        if ((uint)intent.InstrumentIndex >= (uint)_limits.Length)
            return RiskVerdict.UnknownInstrument;

        if (!market.IsFit)
            return RiskVerdict.MarketDataUnfit;

        if (!market.IsVenueReady)
            return RiskVerdict.VenueNotReady;

        ref readonly RiskLimits limits = ref _limits[intent.InstrumentIndex];
        RiskVerdict verdict = OrderShape.Check(in intent, market.ReferencePriceTicks, in limits);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        ref readonly Exposure exposure = ref _exposures[intent.InstrumentIndex];
        bool isNew = intent.Kind == EventKind.NewOrder;
        long addedLots = isNew ? intent.Order.QtyLots : market.GrowthLots;
        if (exposure.WorstPositionLots(intent.Side, addedLots) > limits.PositionLotsMax)
            return RiskVerdict.PositionLimit;

        if (isNew && exposure.OpenOrderCount >= limits.OpenOrdersMax)
            return RiskVerdict.OpenOrderLimit;

        return _rate.HasRoomForOrder(market.NowNs) ? RiskVerdict.Accepted : RiskVerdict.MessageRateLimit;
    }
}
