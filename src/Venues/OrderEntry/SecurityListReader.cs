using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// Walks the symbols of a SecurityList(y): each entry of NoRelatedSym(146) starts with Symbol(55). cTrader adds
/// SymbolName(1007) and SymbolDigits(1008). Allocates nothing.
/// </summary>
public ref struct SecurityListReader
{
    private FixFieldReader _fields;
    private bool _isAtEntry; // The next entry's Symbol has been read.

    public SecurityListReader(in FixMessage message)
    {
        _fields = message.GetEnumerator();
        Symbol = default;
        Name = default;
        DecimalPlaces = -1;
    }

    /// <summary>Symbol(55).</summary>
    public ReadOnlySpan<byte> Symbol { get; private set; }

    /// <summary>SymbolName(1007); the symbol itself where there is none.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>SymbolDigits(1008): decimal places of the price; -1 where it is not stated.</summary>
    public int DecimalPlaces { get; private set; }

    /// <summary>Goes to the next entry; false at the end.</summary>
    public bool MoveNext()
    {
        while (!_isAtEntry)
        {
            if (!_fields.MoveNext())
                return false;

            _isAtEntry = _fields.Tag == FixTags.Symbol;
        }

        _isAtEntry = false;
        Symbol = _fields.Current.Value;
        Name = Symbol;
        DecimalPlaces = -1;
        while (_fields.MoveNext())
        {
            if (_fields.Tag == FixTags.Symbol)
            {
                _isAtEntry = true;
                break;
            }

            TakeMember(_fields.Current);
        }

        return true;
    }

    private void TakeMember(FixField field)
    {
        if (field.Tag == OrderEntryTags.SymbolName)
            Name = field.Value;
        else if (field.Tag == OrderEntryTags.SymbolDigits && FixNumber.TryParse(field.Value, out long places))
            DecimalPlaces = (int)Math.Clamp(places, -1, 18);
    }
}
