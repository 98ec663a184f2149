using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Books what positions cost or earn at the instants of funding schedules: with the first input at or after an instant,
/// before what that input says, each account once. Decision thread only; one comparison an input while nothing is due;
/// 0 bytes.
/// </summary>
/// <remarks>
/// While the session is down, an order is in doubt or the account is not reconciled, what is held is not known: what
/// falls due meanwhile waits, instant by instant, and is then valued at the position and the mark of that moment. So
/// nothing is paid twice or forgotten over a restart. Each payment is a record of the journal, and so is one that could
/// not be worked out.
/// </remarks>
public sealed class FundingDesk
{
    private const int OutboxReserve = DecisionState.OutboxCapacity / 2; // Left to what the input itself causes.

    private readonly DecisionState _state;
    private readonly FundingTerms[] _terms;  // By instrument.
    private readonly long[] _dueNs;          // By instrument; 0 before the first input.
    private readonly long[] _firstAccounts;  // By instrument: who is next, where the outbox could not take all.
    private long _earliestDueNs;

    internal FundingDesk(DecisionState state, AccountConfiguration configuration)
    {
        _state = state;
        _terms = [.. configuration.Funding];
        _dueNs = new long[_terms.Length];
        _firstAccounts = new long[_terms.Length];
        _earliestDueNs = _terms.Length == 0 ? long.MaxValue : 0;
    }

    /// <summary>Works on one input, before anything else does.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (e.ReceiveTimestampNs >= _earliestDueNs)
            Work(in e);
    }

    /// <summary>Saves, loads or hashes what is due next.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_terms.Length);
        state.Value(ref _earliestDueNs);
        state.Values(_dueNs.AsSpan());
        state.Values(_firstAccounts.AsSpan());
    }

    private void Work(in EngineEvent e)
    {
        // With a start the session is still what it was when the life before ended.
        bool isKnown = e.Kind != EventKind.EngineStart && _state.VenueState == VenueState.Ready;
        _earliestDueNs = long.MaxValue;
        for (int i = 0; i < _terms.Length; i++)
        {
            if (!_terms[i].IsScheduled)
                continue;

            if (_dueNs[i] == 0)
                _dueNs[i] = _terms[i].NextDueNs(e.ReceiveTimestampNs);
            else if (isKnown && e.ReceiveTimestampNs >= _dueNs[i])
                PayAccounts(i, in e);

            _earliestDueNs = Math.Min(_earliestDueNs, _dueNs[i]);
        }
    }

    private void PayAccounts(int instrument, in EngineEvent cause)
    {
        for (int account = (int)_firstAccounts[instrument]; account < _state.Positions.AccountCount; account++)
        {
            long lots = _state.Positions.OfAccount(account, instrument).Lots +
                _state.Positions.ShortOfAccount(account, instrument).Lots;
            if (lots == 0)
                continue;

            if (_state.Outbox.Room <= OutboxReserve)
            {
                _firstAccounts[instrument] = account; // The next input goes on.
                return;
            }

            Pay((instrument, account), lots, in cause);
        }

        _firstAccounts[instrument] = 0;
        _dueNs[instrument] = _terms[instrument].NextDueNs(_dueNs[instrument]);
    }

    private void Pay((int Instrument, int Account) place, long lots, in EngineEvent cause)
    {
        long markTicks = StateReport.MarkPriceTicks(_state, place.Instrument);
        long? ratePpb = _terms[place.Instrument].RatePpb;
        ref EngineEvent record = ref _state.Outbox.Add(EventKind.FundingPayment, in cause);
        record.InstrumentIndex = place.Instrument;
        ref FundingPayment payment = ref record.Funding;
        payment = new FundingPayment
        {
            DueTimestampNs = _dueNs[place.Instrument],
            PositionLots = lots,
            MarkTicks = markTicks,
            RatePpb = ratePpb ?? 0,
            PaymentId = IdOf(place, _dueNs[place.Instrument]),
            CauseSequence = cause.Sequence,
            AccountIndex = place.Account,
            Outcome = OutcomeOf(ratePpb.HasValue, markTicks),
        };
        if (payment.Outcome != FundingOutcome.Booked)
            return;

        payment.TickLots = FundingTerms.ReceivedTickLots(lots, markTicks, payment.RatePpb);
        _state.Positions.TryBookFunding(payment.PaymentId, place.Account, place.Instrument, payment.TickLots);
    }

    private static FundingOutcome OutcomeOf(bool hasRate, long markTicks)
    {
        if (!hasRate)
            return FundingOutcome.RateMissing;

        return markTicks == 0 ? FundingOutcome.MarkMissing : FundingOutcome.Booked;
    }

    private static long IdOf((int Instrument, int Account) place, long dueNs)
    {
        var hash = new StateHash();
        hash.Add(dueNs);
        hash.Add(place.Instrument);
        hash.Add(place.Account);
        return hash.Value | 1; // 0 is no id.
    }
}
