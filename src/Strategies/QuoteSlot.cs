using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>The one order of a quoting strategy on one side; empty while its id is 0.</summary>
internal struct QuoteSlot(OrderId orderId, long priceTicks)
{
    private long _orderId = orderId.Value;
    private long _priceTicks = priceTicks;
    private long _nextPriceTicks; // Where a replace moves it; what it was before where none is under way.
    private long _filledLots;
    private bool _isMoving;
    private bool _isCanceling;

    /// <summary>The order asked for.</summary>
    public readonly OrderId OrderId => new(_orderId);

    /// <summary>Its limit price; while a replace is under way, the old one.</summary>
    public readonly long PriceTicks => _priceTicks;

    /// <summary>What of it has filled.</summary>
    public readonly long FilledLots => _filledLots;

    /// <summary>Its cancel has been asked for; it may fill until a report says that it is closed.</summary>
    public bool IsCanceling
    {
        readonly get => _isCanceling;
        set => _isCanceling = value;
    }

    /// <summary>A replace or a cancel is under way.</summary>
    public readonly bool IsChanging => _isMoving || _isCanceling;

    public readonly bool IsOccupied => _orderId != 0;

    public readonly bool Holds(long id) => IsOccupied && _orderId == id;

    /// <summary>Whether an order of the other side would trade with it, where it is or where it goes.</summary>
    public readonly bool Meets(Side side, long priceTicks)
    {
        bool meetsOld = (sbyte)side * (priceTicks - _priceTicks) >= 0;
        return IsOccupied && (meetsOld || (_isMoving && (sbyte)side * (priceTicks - _nextPriceTicks) >= 0));
    }

    /// <summary>Lots have filled; below zero they were taken back.</summary>
    public void TakeFill(long lots) => _filledLots += lots;

    /// <summary>A replace has been asked for.</summary>
    public void BeginMove(long priceTicks)
    {
        _nextPriceTicks = priceTicks;
        _isMoving = true;
    }

    /// <summary>The replace was accepted or refused: where the order stands now.</summary>
    public void EndMove(long priceTicks)
    {
        _priceTicks = priceTicks;
        _isMoving = false;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _orderId);
        state.Value(ref _priceTicks);
        state.Value(ref _nextPriceTicks);
        state.Value(ref _filledLots);
        state.Value(ref _isMoving);
        state.Value(ref _isCanceling);
    }
}
