using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>What a <see cref="DataRecord"/> says.</summary>
public enum DataRecordKind : byte
{
    None = 0,
    Trade = 1,
    Quote = 2,

    /// <summary>Open, high, low, close; of trades, or of the side's quotes where <see cref="DataRecord.Side"/> says.
    /// </summary>
    Bar = 3,

    /// <summary>A change of one order of a book by order.</summary>
    BookAction = 4,

    /// <summary>Both sides at a depth below the touch, as <see cref="Quote"/>.</summary>
    Depth = 5,

    /// <summary>The absolute quantity at a price of one side; zero deletes it.</summary>
    Level = 6,

    /// <summary>Tick and name of an instrument.</summary>
    Definition = 7,

    /// <summary>A row that cannot be read: <see cref="DataRecord.Verdict"/> says why.</summary>
    Refused = 8,
}

/// <summary>What happens to an order, or to the book, in a <see cref="DataRecordKind.BookAction"/>.</summary>
public enum BookAction : byte
{
    None = 0,
    Add = 1,

    /// <summary>The order has a new price and quantity.</summary>
    Modify = 2,

    /// <summary>The quantity is taken off the order.</summary>
    Cancel = 3,

    /// <summary>The whole order is gone.</summary>
    Delete = 4,

    /// <summary>The quantity has traded and is taken off the order.</summary>
    Execute = 5,

    /// <summary>The quantity has traded against an order nobody saw: the book stays.</summary>
    ExecuteHidden = 6,

    /// <summary>The quantity has traded; a Cancel takes it off the order.</summary>
    Fill = 7,

    /// <summary>Every order is gone.</summary>
    Clear = 8,

    /// <summary>Trading is halted or resumed.</summary>
    Halt = 9,
}

/// <summary>What is special about a record.</summary>
[System.Flags]
public enum DataFlags : byte
{
    None = 0,

    /// <summary>The venue's message ends here: only now is the book whole.</summary>
    EndOfMessage = 1,

    /// <summary>A book is sent again from the start.</summary>
    Snapshot = 2,

    /// <summary>The source itself marks the record as doubtful.</summary>
    Suspicious = 4,

    /// <summary>A number had more decimals than are kept and was rounded to the nearest.</summary>
    IsRounded = 8,

    /// <summary>The row has no time: <see cref="DataRecord.TimestampNs"/> is 0.</summary>
    HasNoTime = 16,

    /// <summary>Every level of the book is gone before this one.</summary>
    ClearsBook = 32,
}

/// <summary>
/// One fact of a file of market data, whatever the file's format. Prices in 10^-9 of the quote currency, quantities in
/// 10^-8 of a unit: exact for what venues write. Fields of different kinds share their place; what a kind does not use
/// is zero. 96 bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct DataRecord
{
    public const int SizeBytes = 96;

    /// <summary>Decimal places of every price.</summary>
    public const int PriceDecimals = 9;

    /// <summary>Decimal places of every quantity.</summary>
    public const int QtyDecimals = 8;

    [FieldOffset(0)] public long TimestampNs;        // Venue's time, UTC; of a bar, when it begins.
    [FieldOffset(8)] public long ReceiveTimestampNs; // The recorder's time; 0 where there is none.
    [FieldOffset(16)] public long LineNumber;        // Line, element or binary record of its file, from 1.
    [FieldOffset(24)] public long Sequence;          // Venue's number of message or trade; 0 where there is none.
    [FieldOffset(32)] public int FileIndex;          // Of the merge; 0 for a single file.
    [FieldOffset(36)] public int InstrumentIndex;    // Into the symbols of the file or of the merge.
    [FieldOffset(40)] public DataRecordKind Kind;
    [FieldOffset(41)] public Side Side;              // Of the aggressor, the resting order, the level, the quoted bar.
    [FieldOffset(42)] public DataFlags Flags;
    [FieldOffset(43)] public BookAction Action;
    [FieldOffset(44)] public RowVerdict Verdict;
    [FieldOffset(45)] public byte DepthIndex;        // 0 is the touch.

    // Trade, book action, level; of a definition the tick.
    [FieldOffset(48)] public long PriceE9;
    [FieldOffset(56)] public long QtyE8;
    [FieldOffset(64)] public long OrderId;

    // Quote and depth; a side that is not there has quantity and price 0.
    [FieldOffset(48)] public long BidPriceE9;
    [FieldOffset(56)] public long BidQtyE8;
    [FieldOffset(64)] public long AskPriceE9;
    [FieldOffset(72)] public long AskQtyE8;

    // Bar.
    [FieldOffset(48)] public long OpenE9;
    [FieldOffset(56)] public long HighE9;
    [FieldOffset(64)] public long LowE9;
    [FieldOffset(72)] public long CloseE9;
    [FieldOffset(80)] public long VolumeE8;
    [FieldOffset(88)] public long IntervalNs; // 0 where the file does not say.
}
