using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// The values behind a refusal, in the units of the limit that was met; the verdict and the scope stand in the order.
/// Used holds what stood before the order, Change what the order would have added. Journaled behind the order of an
/// OrderDenied, zero where a verdict has no values.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct RiskDenial
{
    public const int SizeBytes = 24;
    public const int EventOffset = EngineEvent.PayloadOffset + OrderRequest.SizeBytes;

    [FieldOffset(0)] public long Used;
    [FieldOffset(8)] public long Change;
    [FieldOffset(16)] public long Limit;
}

/// <summary>Whose limit, halt or state it is. Journaled, so never renumbered.</summary>
public enum RiskScope : byte
{
    None = 0,
    Firm = 1,
    Account = 2,
    Trader = 3,
    Strategy = 4,
    Venue = 5,
    Sector = 6,
    Currency = 7,
    Cluster = 8,
    Instrument = 9,
}
