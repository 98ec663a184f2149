using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Feeds.Files.Dbn;

/// <summary>
/// Databento Binary Encoding, versions 1 to 3: orders, trades, levels, bars, definitions. Other records are passed
/// over. A record allocates nothing but at the first of an instrument.
/// </summary>
internal sealed class DbnReader : IRowReader
{
    private readonly ByteWindow _window;
    private readonly SymbolTable _symbols;
    private readonly DbnMetadata _metadata;
    private readonly Dictionary<uint, int> _indexes = [];
    private long _recordNumber;

    public DbnReader(ByteWindow window, SymbolTable symbols)
    {
        _window = window;
        _symbols = symbols;
        _metadata = DbnMetadata.Read(window);
    }

    public bool TryReadRow(RecordBatch batch)
    {
        ReadOnlySpan<byte> head = _window.Peek(1);
        if (head.IsEmpty)
            return false;

        int sizeBytes = head[0] * DbnRecord.LengthUnitBytes;
        if (sizeBytes < DbnRecord.HeaderBytes)
            throw new System.IO.InvalidDataException($"DBN record is shorter than its header: sizeBytes={sizeBytes}");

        _window.TryReadExact(sizeBytes, out ReadOnlySpan<byte> bytes);
        var record = new DbnRecord(bytes);
        batch.Finish(record.AddTo(batch, IndexOf(record.InstrumentId)), ++_recordNumber);
        return true;
    }

    public void Dispose()
    {
    }

    private int IndexOf(uint instrumentId)
    {
        if (_indexes.TryGetValue(instrumentId, out int index))
            return index;

        index = _symbols.IndexOf(_metadata.SymbolOf(instrumentId));
        _indexes.Add(instrumentId, index);
        return index;
    }
}
