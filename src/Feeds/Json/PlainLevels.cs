using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Levels as venues nearly always write them, <c>["61659.70","0.5"],["61659.60","2"]</c>, one after the other: where
/// the digits of a level end is seen in one look at 64 bytes. What is written in any other way ends the run, and is
/// read and judged the general way. Decoding thread; allocates nothing.
/// </summary>
internal static class PlainLevels
{
    private const int BlockSize = 64; // Longer than a level of four runs of eight digits.
    private const int OpeningSize = 2;
    private const ushort Opening = '[' | '"' << 8;
    private const uint Between = '"' | ',' << 8 | '"' << 16;
    private const uint BetweenMask = 0xFF_FFFF;
    private const int BetweenSize = 3;
    private const ushort Closing = '"' | ']' << 8;
    private const int ClosingSize = 2;

    /// <summary>Reads levels from an offset on into a book, with the commas between them, as long as all is plain.
    /// </summary>
    /// <returns>Behind the last level that was read; the offset where there is none.</returns>
    public static int Read(
        ReadOnlySpan<byte> text, int offset, ref BookWriter book, Side side, in LevelScales scales)
    {
        int end = offset;
        while (TryFind(text, offset, out (DecimalBounds Price, DecimalBounds Qty) bounds)
            && scales.Price.TryRead(text, bounds.Price, out long priceTicks)
            && scales.Qty.TryRead(text, bounds.Qty, out long qtyLots)
            && priceTicks >= 1 && book.TryAdd(side, priceTicks, qtyLots))
        {
            end = bounds.Qty.End + ClosingSize;
            if (end == text.Length || text[end] != (byte)',')
                break;

            offset = end + 1;
        }

        return end;
    }

    /// <summary>True where a plain level stands at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFind(
        ReadOnlySpan<byte> text, int offset, out (DecimalBounds Price, DecimalBounds Qty) bounds)
    {
        bounds = default;
        int blockBegin = Math.Min(offset, text.Length - BlockSize);
        if (blockBegin < 0)
            return false;

        // Near the end of the text the block begins before the level, whose end must be inside all the same.
        ReadOnlySpan<byte> block = text.Slice(blockBegin, BlockSize);
        int begin = offset - blockBegin + OpeningSize;
        if (begin > BlockSize - ClosingSize)
            return false;

        uint low = DigitRuns.NonDigits(block, 0);
        ulong ends = low | (ulong)DigitRuns.NonDigits(block, DigitRuns.BlockSize) << 32;
        ends = ends >> begin << begin;
        int pricePoint = BitOperations.TrailingZeroCount(ends);
        int priceEnd = pricePoint;
        if (block[pricePoint % BlockSize] == (byte)'.')
        {
            ends &= ends - 1;
            priceEnd = BitOperations.TrailingZeroCount(ends);
        }

        ends &= ends - 1; // The quote, the comma and the next quote.
        ends &= ends - 1;
        ends &= ends - 1;
        int qtyPoint = BitOperations.TrailingZeroCount(ends);
        int qtyEnd = qtyPoint;
        if (block[qtyPoint % BlockSize] == (byte)'.')
            qtyEnd = BitOperations.TrailingZeroCount(ends & (ends - 1));

        int qtyBegin = priceEnd + BetweenSize;
        bounds.Price = new DecimalBounds(blockBegin + begin, blockBegin + pricePoint, blockBegin + priceEnd);
        bounds.Qty = new DecimalBounds(blockBegin + qtyBegin, blockBegin + qtyPoint, blockBegin + qtyEnd);

        // Where the last end is inside, all those before it are, and there are at least three bytes between the two.
        return qtyEnd <= BlockSize - ClosingSize
            && BinaryPrimitives.ReadUInt16LittleEndian(block[(begin - OpeningSize)..]) == Opening
            && (BinaryPrimitives.ReadUInt32LittleEndian(block[priceEnd..]) & BetweenMask) == Between
            && BinaryPrimitives.ReadUInt16LittleEndian(block[qtyEnd..]) == Closing;
    }
}
