using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Levels of one frame that are read before it is known whose they are. Bounded; one thread; allocates nothing after
/// construction.
/// </summary>
internal sealed class WrittenLevels(int capacity)
{
    private readonly WrittenLevel[] _levels = new WrittenLevel[capacity];
    private readonly KeyOrder _levelOrder = new(PriceQtyReader.Fields);
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Reads <c>[{"price":...,"qty":...},...]</c>; further fields are skipped.</summary>
    public FrameVerdict ReadSide(ref JsonCursor cursor, Side side)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            var reader = default(PriceQtyReader);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref reader, _levelOrder);
            if (verdict != FrameVerdict.Ok)
                return verdict;

            if (_count == _levels.Length)
                return FrameVerdict.NoRoom;

            _levels[_count++] = new WrittenLevel { Side = side, Price = reader.Price, Qty = reader.Qty };
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    /// <summary>Writes them all into a book; their numbers must fit its instrument.</summary>
    public FrameVerdict CopyTo(ref BookWriter book)
    {
        foreach (ref readonly WrittenLevel written in _levels.AsSpan(0, _count))
        {
            FrameVerdict verdict = written.AddTo(ref book);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FrameVerdict.Ok;
    }
}

/// <summary>A level as it is written.</summary>
internal struct WrittenLevel
{
    public WrittenDecimal Price;
    public WrittenDecimal Qty;
    public Side Side;

    /// <summary>Writes it into a book; its numbers must fit the instrument.</summary>
    public readonly FrameVerdict AddTo(ref BookWriter book)
    {
        var level = default(Level);
        FrameVerdict verdict = Price.ToSteps(book.Instrument.Price, least: 1, out level.PriceTicks);
        if (verdict == FrameVerdict.Ok)
            verdict = Qty.ToSteps(book.Instrument.Qty, least: 0, out level.QtyLots);

        if (verdict != FrameVerdict.Ok)
            return verdict;

        return book.TryAdd(Side, in level) ? FrameVerdict.Ok : FrameVerdict.NoRoom;
    }
}
