using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What the order being judged makes of its books and of the firm: worked out once, read by every check of money, and
/// written into the scopes where the order is accepted. Decision thread only; 0 bytes.
/// </summary>
internal sealed class OrderImpact
{
    private readonly ScopeSums[] _after = new ScopeSums[ScopePath.BookCount];
    private readonly ScopeSums[] _changes = new ScopeSums[ScopePath.BookCount];

    /// <summary>What the order itself is worth at its worst price.</summary>
    public long ValueMicros { get; private set; }

    /// <summary>The firm's part of the instrument with the order.</summary>
    public FirmWorth FirmAfter;

    /// <summary>Works it out; money at the mark as it is now.</summary>
    public void Take(RiskState state, in EngineEvent intent, in Demand demand, long valueMicros)
    {
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        Vector512<long> sent = Vector512.Create(0, 0, 0, 0, 0, valueMicros, demand.AddedOrderCount, 0);
        ref readonly Exposure firm = ref state.ExposureOf(0, intent.InstrumentIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ref readonly Exposure exposure = ref state.ExposureOf(path[i], intent.InstrumentIndex);
            if (i > 0 && exposure.HoldsTheSameAs(in firm))
            {
                _after[i] = _after[0]; // One strategy alone in the instrument: its books come to what the firm's does.
                _changes[i] = _changes[0];
                continue;
            }

            ref readonly ScopeSums kept = ref state.WorthOf(path[i], intent.InstrumentIndex);
            Vector512<long> after = ScopeSums.With(in kept, in exposure, in instrument, intent.Side, demand.AddedLots);
            _after[i].Set(after);
            _changes[i].Set(after - kept.All + sent);
        }

        ValueMicros = valueMicros;
        TakeFirm(state, in intent, in demand, in instrument);
    }

    /// <summary>Worth of the instrument in a book of the path, with the order.</summary>
    public ref readonly ScopeSums After(int place) => ref _after[place];

    /// <summary>What becomes different in a book of the path; the other scopes follow the firm's.</summary>
    public ref readonly ScopeSums Change(int place) => ref _changes[place];

    private void TakeFirm(RiskState state, in EngineEvent intent, in Demand demand, in InstrumentRow instrument)
    {
        ref readonly Exposure exposure = ref state.ExposureOf(0, intent.InstrumentIndex);
        long longLots = exposure.PositionLots + exposure.OpenBuyLots;
        long shortLots = exposure.OpenSellLots - exposure.PositionLots;
        if (intent.Side == Side.Buy)
            longLots += demand.AddedLots;
        else
            shortLots += demand.AddedLots;

        FirmAfter = FirmWorth.Of(in _after[0], longLots, shortLots, in instrument);
    }
}
