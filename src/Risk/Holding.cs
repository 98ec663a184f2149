using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>What a book has at risk in an instrument, and what that is worth at the mark. Two cache lines.</summary>
[StructLayout(LayoutKind.Sequential, Size = 2 * CacheLine.SizeBytes)]
internal struct Holding
{
    public ScopeSums Worth;
    public Exposure Exposure;

    public void Transfer(ref StateTransfer state)
    {
        Exposure.Transfer(ref state);
        state.Value(ref Worth);
    }
}
