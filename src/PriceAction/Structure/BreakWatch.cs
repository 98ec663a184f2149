using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Watches the last pivot of one side, then what becomes of its break. A pivot: wick (at most once), break (once). A
/// break: confirmed at most once; failed at most once, within the bars allowed; forgotten when the next break comes.
/// </summary>
internal struct BreakWatch
{
    private readonly StructureParameters _parameters;
    private readonly int _side;
    private readonly PriceScale _scale;
    private Pivot _pivot;       // Side 0 once it is broken.
    private Pivot _broken;      // Side 0 once its break is decided.
    private long _breakId;
    private int _breakRow;
    private int _closesBeyond;
    private int _isConfirmed;   // 0 or 1.
    private int _hasWick;

    public BreakWatch(int side, PriceScale scale, StructureParameters parameters)
    {
        _side = side;
        _scale = scale;
        _parameters = parameters;
    }

    /// <summary>A new pivot takes the place of the last.</summary>
    public void Watch(in Pivot pivot)
    {
        _pivot = pivot;
        _hasWick = 0;
    }

    /// <summary>Judges the last bar; a break turns <paramref name="trend"/>.</summary>
    public PivotBreak Update(BarWindow bars, PriceContext context, ref int trend, PriceEventBuffer output)
    {
        SidedBar bar = SidedBar.Of(in bars.Last, _side);
        int row = bars.LastRow;
        if (_broken.Exists)
            Follow(row, in bar, context, output);

        if (!_pivot.Exists)
            return default;

        double level = _side * _pivot.Level;
        if (bar.Close > level)
            return Break(row, in bar, context, ref trend, output);

        if (_hasWick == 0 && bar.High > level)
        {
            _hasWick = 1;
            Tell(PriceEventKind.BreakWick, row, in _pivot, _pivot.EventId, output);
        }

        return default;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _pivot);
        state.Value(ref _broken);
        state.Value(ref _breakId);
        state.Value(ref _breakRow);
        state.Value(ref _closesBeyond);
        state.Value(ref _isConfirmed);
        state.Value(ref _hasWick);
    }

    private PivotBreak Break(
        int row, in SidedBar bar, PriceContext context, ref int trend, PriceEventBuffer output)
    {
        PriceEventKind kind = trend == 0 ? PriceEventKind.InitialBreak
            : trend == _side ? PriceEventKind.BreakOfStructure
            : PriceEventKind.ChangeOfCharacter;
        trend = _side;
        _broken = _pivot;
        _pivot = default;
        _breakRow = row;
        _closesBeyond = 0;
        _isConfirmed = 0;
        _breakId = Tell(kind, row, in _broken, _broken.EventId, output).Id;
        var result = new PivotBreak(_broken, _breakId, kind);
        Follow(row, in bar, context, output);
        return result;
    }

    private void Follow(int row, in SidedBar bar, PriceContext context, PriceEventBuffer output)
    {
        double beyond = bar.Close - _side * _broken.Level;
        if (beyond <= 0)
        {
            if (row - _breakRow <= _parameters.FailBars)
                Tell(PriceEventKind.BreakFailed, row, in _broken, _breakId, output);

            _broken = default;
            return;
        }

        _closesBeyond++;
        bool confirms = _closesBeyond >= _parameters.ConfirmCloses ||
            beyond >= _parameters.ConfirmAtr * context.Atr || context.Displacement == _side;
        if (_isConfirmed == 0 && confirms)
        {
            _isConfirmed = 1;
            Tell(PriceEventKind.BreakConfirmed, row, in _broken, _breakId, output).Count = _closesBeyond;
        }

        if (_isConfirmed == 1 && row - _breakRow >= _parameters.FailBars)
            _broken = default;
    }

    private readonly ref PriceEvent Tell(
        PriceEventKind kind, int row, in Pivot pivot, long referenceId, PriceEventBuffer output)
    {
        ref PriceEvent told = ref output.Add(kind, row);
        told.ReferenceId = referenceId;
        told.OtherRow = pivot.Row;
        told.Direction = (sbyte)_side;
        told.Scale = _scale;
        told.SetLevel(pivot.Level);
        return ref told;
    }
}
