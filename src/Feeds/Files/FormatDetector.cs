using System;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>Tells a file's format by its first bytes; the name only where two formats look alike.</summary>
internal static class FormatDetector
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadBytes = 4_096;

    private const long DayMs = 86_400_000;

    /// <summary>The format, or Unknown.</summary>
    public static DataFormat Detect(ReadOnlySpan<byte> head, FileFacts facts)
    {
        if (head.StartsWith("DBN"u8))
            return DataFormat.Dbn;

        head = SkipByteOrderMark(head);
        int begin = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (begin < 0)
            return DataFormat.Unknown;

        if (head[begin] == (byte)'[')
            return DataFormat.JsonRows;

        ReadOnlySpan<byte> line = FirstLine(head[begin..]);
        if (IsRecording(line))
            return DataFormat.Recording;

        var cells = new Cells(line, SeparatorOf(line));
        return HeaderColumns.TryFind(line, out _) ? DataFormat.HeaderCsv : DetectRow(ref cells, facts);
    }

    /// <summary>What parts the cells of a line.</summary>
    public static byte SeparatorOf(ReadOnlySpan<byte> line) =>
        line.Contains((byte)';') ? (byte)';' : line.Contains((byte)'\t') ? (byte)'\t' : (byte)',';

    /// <summary>Without the mark that some editors put before UTF-8.</summary>
    public static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? text[3..] : text;

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOf((byte)'\n');
        return end < 0 ? head : head[..end];
    }

    private static bool IsRecording(ReadOnlySpan<byte> line)
    {
        int space = line.IndexOf((byte)' ');
        bool hasReceiveTime = space is > 15 and < 20 && IsWhole(line[..space], out _);
        return line.StartsWith("{"u8) || (hasReceiveTime && line[space..].StartsWith(" {"u8));
    }

    private static DataFormat DetectRow(ref Cells cells, FileFacts facts)
    {
        ReadOnlySpan<byte> first = cells[0];
        if (IsCompactTime(first, digitsOfTime: 9) && cells.Count is 3 or 4)
            return DataFormat.HistDataTicks;

        if (IsCompactTime(first, digitsOfTime: 6) && cells.Count is 5 or 6)
            return DataFormat.HistDataBars;

        if (cells.Count == 6 && cells[1].Length == 1 && cells[1][0] is >= (byte)'1' and <= (byte)'7' &&
            (cells[5].SequenceEqual("1"u8) || cells[5].SequenceEqual("-1"u8)))
            return DataFormat.LobsterMessages;

        if (cells.Count is 11 or 12 && IsEpoch(first))
            return DataFormat.BinanceKlines;

        if (cells.Count is 7 or 8 && IsEpoch(cells[5]) && Text.BinanceAggTrades.TryFlag(cells[6], out _))
            return DataFormat.BinanceAggTrades;

        if (IsLean(ref cells, facts))
            return DataFormat.Lean;

        return cells.Count % 4 == 0 && AreWhole(ref cells) ? DataFormat.LobsterBook : DataFormat.Unknown;
    }

    private static bool IsLean(ref Cells cells, FileFacts facts)
    {
        if (cells.Count is not (3 or 4 or 5 or 6 or 8 or 11))
            return false;

        bool isDayRow = cells[0].Length == 14 && cells[0][8] == (byte)' ' && cells[0][11] == (byte)':';
        bool isDayFile = facts.DayNs >= 0 && !facts.Has("orderbook");
        return isDayRow || (isDayFile && IsWhole(cells[0], out long ms) && ms < DayMs);
    }

    private static bool IsCompactTime(ReadOnlySpan<byte> cell, int digitsOfTime) =>
        cell.Length == 9 + digitsOfTime && cell[8] == (byte)' ' &&
        cell[9..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private static bool IsEpoch(ReadOnlySpan<byte> cell) => cell.Length is >= 12 and <= 19 && IsWhole(cell, out _);

    private static bool IsWhole(ReadOnlySpan<byte> cell, out long value) =>
        System.Buffers.Text.Utf8Parser.TryParse(cell, out value, out int used) && used == cell.Length;

    private static bool AreWhole(ref Cells cells)
    {
        for (int i = 0; i < cells.Count; i++)
        {
            if (!IsWhole(cells[i], out _))
                return false;
        }

        return true;
    }
}
