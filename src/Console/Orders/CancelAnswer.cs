using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Orders;

/// <summary>What became of an operator's cancel, by the first record that it caused.</summary>
/// <param name="Result">For scripts: sent, ended, acknowledged, or why it was refused.</param>
/// <param name="IsDone">Whether something was done.</param>
/// <param name="CancelId">Of the request that went to the venue; else 0.</param>
/// <param name="Text">For people.</param>
internal sealed record CancelAnswer(string Result, bool IsDone, long CancelId, string Text)
{
    /// <param name="made">The record behind the command; of no kind where there is none.</param>
    /// <param name="orderId">That was to be cancelled.</param>
    /// <param name="instruments">For quantities.</param>
    public static CancelAnswer Of(in EngineEvent made, long orderId, InstrumentTable instruments)
    {
        if (made.Kind == EventKind.CancelOrder)
        {
            return new CancelAnswer("sent", IsDone: true, made.Order.OrderId,
                $"cancel {made.Order.OrderId} of order {orderId} is sent; see 'lle orders'");
        }

        if (made.Kind == EventKind.HeldOrderChange && made.Held.Change == HeldChange.Acknowledged)
        {
            string qty = AccountText.Qty(InstrumentOf(in made, instruments), made.Order.QtyLots);
            return new CancelAnswer("acknowledged", IsDone: true, CancelId: 0,
                $"acknowledged: {qty} of order {orderId} filled although they were not to, and the engine leaves " +
                "them to you; nothing was sent");
        }

        if (made.Kind == EventKind.HeldOrderChange)
        {
            return new CancelAnswer("ended", IsDone: true, CancelId: 0,
                $"order {orderId} was held and is ended; nothing of it was at the venue");
        }

        string result = made.Kind == EventKind.OrderDenied ? made.Order.Verdict.ToString() : "no such open order";
        return new CancelAnswer(result, IsDone: false, CancelId: 0,
            $"order is not cancelled: orderId={orderId}, reason={result}; see 'lle orders'");
    }

    private static Instrument? InstrumentOf(in EngineEvent made, InstrumentTable instruments) =>
        (uint)made.InstrumentIndex < (uint)instruments.Count ? instruments[made.InstrumentIndex] : null;
}
