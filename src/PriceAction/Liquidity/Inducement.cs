using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Inducement: after a break of the swing structure, the first internal pivot against it that is confirmed beyond the
/// protected extreme. Formed, then Taken by the first trade beyond it, or Void when the protected extreme breaks or a
/// newer break takes its place. O(1), 0 bytes. The rule is this project's; sources are course notes.
/// </summary>
public sealed class Inducement
{
    private InducementSide _up = new(1);
    private InducementSide _down = new(-1);

    /// <summary>Takes the last bar, after both structures have.</summary>
    public void Update(BarWindow bars, MarketStructure swing, MarketStructure inner, PriceEventBuffer output)
    {
        _up.Update(bars, swing, inner, output);
        _down.Update(bars, swing, inner, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        _up.Transfer(ref state);
        _down.Transfer(ref state);
    }

    private struct InducementSide(int sign)
    {
        private readonly int _sign = sign;
        private double _protected;  // Seen from the side: below it, nothing of the break is left.
        private double _level;
        private long _breakEventId; // 0: there is nothing to induce for.
        private long _formedEventId;
        private int _row;

        public void Update(BarWindow bars, MarketStructure swing, MarketStructure inner, PriceEventBuffer output)
        {
            int row = bars.LastRow;
            double low = SidedBar.Of(in bars.Last, _sign).Low;
            if (_formedEventId != 0 && low < _level)
                End(PriceEventKind.InducementTaken, row, output);
            if (_breakEventId != 0 && low < _protected)
                End(PriceEventKind.InducementVoid, row, output);

            PivotBreak broken = swing.Break(_sign);
            if (broken.Exists)
                Begin(broken.EventId, _sign > 0 ? swing.Legs.Low : swing.Legs.High, row, output);

            Pivot pivot = inner.Legs.Confirmed;
            if (_breakEventId != 0 && _formedEventId == 0 && pivot.Side == -_sign && !broken.Exists &&
                _sign * pivot.Level > _protected)
                Form(in pivot, output);
        }

        public void Transfer(ref StateTransfer state)
        {
            state.Value(ref _protected);
            state.Value(ref _level);
            state.Value(ref _breakEventId);
            state.Value(ref _formedEventId);
            state.Value(ref _row);
        }

        private void Begin(long breakEventId, in Pivot protectedPivot, int row, PriceEventBuffer output)
        {
            if (_formedEventId != 0)
                End(PriceEventKind.InducementVoid, row, output);

            _breakEventId = protectedPivot.Exists ? breakEventId : 0;
            _protected = _sign * protectedPivot.Level;
        }

        private void Form(in Pivot pivot, PriceEventBuffer output)
        {
            _level = _sign * pivot.Level;
            _row = pivot.Row;
            _formedEventId = Tell(PriceEventKind.InducementFormed, pivot.Row, _breakEventId, output);
        }

        private void End(PriceEventKind kind, int row, PriceEventBuffer output)
        {
            if (_formedEventId != 0)
                Tell(kind, row, _formedEventId, output);

            _breakEventId = 0;
            _formedEventId = 0;
        }

        private readonly long Tell(PriceEventKind kind, int row, long referenceId, PriceEventBuffer output)
        {
            ref PriceEvent told = ref output.Add(kind, row);
            told.ReferenceId = referenceId;
            told.OtherRow = _row;
            told.Direction = (sbyte)_sign;
            told.SetLevel(_sign * _level);
            return told.Id;
        }
    }
}
