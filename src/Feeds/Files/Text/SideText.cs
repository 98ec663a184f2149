using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>The words for a side.</summary>
internal static class SideText
{
    /// <summary>buy or sell, b or s, in any case; an empty cell is nobody.</summary>
    public static Side Read(ref Cells cells, int index)
    {
        ReadOnlySpan<byte> text = cells[index];
        if (text.Length == 0)
            return Side.None;

        switch (text[0] | 0x20)
        {
            case 'b':
                return Side.Buy;
            case 's' or 'a':
                return Side.Sell;
            default:
                cells.Note(RowVerdict.WrongSide);
                return Side.None;
        }
    }

    /// <summary>True where the buyer rested, so that a seller was the aggressor.</summary>
    public static Side OfBuyerMaker(ref Cells cells, int index)
    {
        if (!BinanceAggTrades.TryFlag(cells[index], out bool isBuyerMaker))
            cells.Note(RowVerdict.WrongSide);

        return isBuyerMaker ? Side.Sell : Side.Buy;
    }
}
