using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Regime;

/// <summary>A label that changes only after a new one has been proposed so many times in a row.</summary>
internal struct DwellLabel
{
    private int _current;
    private int _candidate;
    private int _proposedCount;
    private long _age;

    public readonly int Current => _current;

    /// <summary>Proposals since the label last changed.</summary>
    public readonly long Age => _age;

    /// <summary>Takes a proposal; true when the label has changed.</summary>
    public bool Propose(int label, int dwellCount)
    {
        _age++;
        _proposedCount = label == _candidate ? _proposedCount + 1 : 1;
        _candidate = label;
        if (label == _current || _proposedCount < dwellCount)
            return false;

        _current = label;
        _age = 0;
        return true;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _current);
        state.Value(ref _candidate);
        state.Value(ref _proposedCount);
        state.Value(ref _age);
    }
}
