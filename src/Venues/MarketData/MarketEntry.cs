using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>One entry of NoMDEntries(268) while it is read.</summary>
internal struct MarketEntry
{
    public long Id;              // MDEntryID(278), a number or a hash; 0 for none.
    public long PriceTicks;
    public long QtyLots;
    public int InstrumentIndex;  // -1 where the symbol is not ours.
    public byte Action;          // MDUpdateAction(279); 0 in a snapshot.
    public byte Type;            // MDEntryType(269); 0 where a delete does not say.
    public bool HasPrice;
    public bool IsSuspect;       // A number cannot be read, or is no multiple of its step.

    public readonly Side Side => Type switch
    {
        (byte)'0' => Side.Buy,
        (byte)'1' => Side.Sell,
        _ => Side.None,
    };

    public void Take(FixField field, InstrumentTable instruments, SymbolTable symbols)
    {
        switch (field.Tag)
        {
            case MarketDataTags.MdUpdateAction:
                Action = field.Value.Length == 1 ? field.Value[0] : (byte)0;
                break;

            case MarketDataTags.MdEntryType:
                Type = field.Value.Length == 1 ? field.Value[0] : (byte)0;
                break;

            case MarketDataTags.MdEntryID:
                Id = FixNumber.TryParse(field.Value, out long number) ? number : Fnv1a.Hash(field.Value);
                break;

            case FixTags.Symbol:
                InstrumentIndex = symbols.Find(field.Value);
                break;

            case MarketDataTags.MdEntryPx when InstrumentIndex >= 0:
                HasPrice = LenientDecimal.TryParse(instruments[InstrumentIndex].Price, field.Value, out PriceTicks);
                IsSuspect |= !HasPrice;
                break;

            case MarketDataTags.MdEntrySize when InstrumentIndex >= 0:
                IsSuspect |= !LenientDecimal.TryParse(instruments[InstrumentIndex].Qty, field.Value, out QtyLots);
                break;

            default:
                break;
        }
    }
}
