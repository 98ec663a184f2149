using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Layout of the risk board: all scopes, limits and sizes of a running engine, written in place by the decision thread
/// a few times a second, mapped read-only by consoles. Every word is whole by itself; words of one limit may be a
/// publication apart. Names are not in it: the configuration beside it gives them.
/// </summary>
/// <remarks>
/// <code>
///   0    magic, rows, time of the latest publication
///   64   scopes, rows x 256 bytes: ScopeRow as it lies in memory
///   ...  limits, rows x 48 x 64 bytes: hard, soft, used, denied, warned, shadowed, shadow
///   ...  sizes, sized strategies x 128 bytes: lots, bound, limit, probability of buys; of sales; equity
/// </code>
/// </remarks>
internal static class RiskBoardLayout
{
    public const long Magic = 0x345944_52424B53; // "SKBRDY4", read as a little-endian number.
    public const int MagicOffset = 0;
    public const int RowCountOffset = 8;
    public const int PublishedNsOffset = 16;
    public const int ScopesOffset = 64;
    public const int ScopeSizeBytes = ScopeRow.SizeBytes;
    public const int LimitCount = 48;
    public const int LimitSizeBytes = 64;

    public const int HardWord = 0;
    public const int SoftWord = 1;
    public const int UsedWord = 2;
    public const int DeniedWord = 3;
    public const int WarnedWord = 4;
    public const int ShadowedWord = 5;
    public const int ShadowWord = 6;

    public const int SizeSizeBytes = 128;
    public const int BuyWord = 0; // Where the words of buys begin.
    public const int SellWord = 5;
    public const int EquityWord = 10;

    public const int LotsWord = 0; // From there.
    public const int BoundWord = 1;
    public const int LimitRowWord = 2;
    public const int LimitIdWord = 3;
    public const int ProbabilityWord = 4; // The bits of a double.

    public static int ScopeOffset(int row) => ScopesOffset + (row * ScopeSizeBytes);

    public static int LimitOffset(int rowCount, int row, int limit) =>
        ScopeOffset(rowCount) + (((row * LimitCount) + limit) * LimitSizeBytes);

    public static int SizeOffset(int rowCount, int size) =>
        LimitOffset(rowCount, rowCount, 0) + (size * SizeSizeBytes);

    public static int SizeBytes(int rowCount, int sizeCount) => SizeOffset(rowCount, sizeCount);
}
