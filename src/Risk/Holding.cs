using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>What a book has at risk in an instrument, and what that is worth at the mark. 96 bytes.</summary>
internal struct Holding
{
    public Exposure Exposure;
    public ScopeSums Worth;

    public void Transfer(ref StateTransfer state)
    {
        Exposure.Transfer(ref state);
        state.Value(ref Worth);
    }
}
