using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// Up to <see cref="LevelCountMax"/> levels of one side. Quantities are absolute; zero deletes the level. A venue
/// message with more levels, or with both sides, is several records, the last with <see
/// cref="EventFlags.EndOfMessage"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
public struct BookUpdate
{
    public const int LevelCountMax = 5;

    [FieldOffset(0)] public long UpdateId;     // Venue's id of the last change in the message.
    [FieldOffset(8)] public LevelArray Levels; // The header's Count says how many are used.
}

/// <summary>Price and quantity of a book.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct Level
{
    [FieldOffset(0)] public long PriceTicks;
    [FieldOffset(8)] public long QtyLots;
}

/// <summary>The levels of one record, in place.</summary>
[InlineArray(BookUpdate.LevelCountMax)]
public struct LevelArray
{
    private Level _first;
}
