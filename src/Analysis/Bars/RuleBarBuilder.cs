using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>Makes bars by a rule that closes at most one bar a tick.</summary>
/// <typeparam name="TRule">When bars begin and end.</typeparam>
public sealed class RuleBarBuilder<TRule> : BarBuilder
    where TRule : struct, IBarRule
{
    [SuppressMessage("Style", "IDE0044", Justification = "The rule changes itself; readonly would change a copy.")]
    private TRule _rule;
    private PriceBar _closed;
    private bool _hasClosed;

    public RuleBarBuilder(TRule rule)
    {
        _rule = rule;
    }

    public override void Push(in MarketTick tick)
    {
        Debug.Assert(!_hasClosed);
        TickVerdict verdict = _rule.Judge(in tick);
        if (verdict != TickVerdict.Taken)
        {
            CountRefused(verdict);
            return;
        }

        if (!FormingBar.IsEmpty && _rule.EndsBefore(in FormingBar, in tick))
            Close();

        if (FormingBar.IsEmpty)
            FormingBar.Begin(_rule.Begin(in tick), in tick);
        else
            FormingBar.Add(in tick);

        if (_rule.EndsAfter(in FormingBar, in tick))
            Close();
    }

    public override void AdvanceTo(long timestampNs)
    {
        Debug.Assert(!_hasClosed);
        if (!FormingBar.IsEmpty && _rule.EndsBy(timestampNs))
            Close();
    }

    public override bool TryTake(out PriceBar bar)
    {
        bar = _closed;
        bool hasClosed = _hasClosed;
        _hasClosed = false;
        return hasClosed;
    }

    public override void Transfer(ref StateTransfer state)
    {
        Debug.Assert(!_hasClosed);
        TransferForming(ref state);
        _rule.Transfer(ref state);
    }

    private void Close()
    {
        Debug.Assert(!_hasClosed);
        _closed = FormingBar;
        _hasClosed = true;
        _rule.OnClosed(in _closed);
        FormingBar = default;
    }
}
