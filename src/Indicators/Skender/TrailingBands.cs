using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Two bands of which each only tightens until the close before has crossed it; the close decides which one stands.
/// Part of SuperTrend and of the ATR stop. O(1).
/// </summary>
internal struct TrailingBands
{
    private State _state;

    public readonly bool IsBullish => _state.Direction > 0;

    public readonly bool IsStarted => _state.Direction != 0;

    public readonly double Upper => _state.Upper;

    public readonly double Lower => _state.Lower;

    /// <summary>The band that stands: the lower one when bullish.</summary>
    public readonly double Stop => IsBullish ? Lower : Upper;

    public void Start(bool isBullish, double upper, double lower)
    {
        _state.Direction = isBullish ? 1 : -1;
        _state.Upper = upper;
        _state.Lower = lower;
    }

    /// <summary>Takes the bands of this bar.</summary>
    public void Add(double upper, double lower, double previousClose)
    {
        if (upper < _state.Upper || previousClose > _state.Upper)
            _state.Upper = upper;

        if (lower > _state.Lower || previousClose < _state.Lower)
            _state.Lower = lower;
    }

    /// <summary>Lets the close choose the band.</summary>
    public void Choose(double close) => _state.Direction = close <= Stop ? -1 : 1;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Upper;
        public double Lower;
        public long Direction; // 0 not started, 1 bullish, -1 bearish.
    }
}
