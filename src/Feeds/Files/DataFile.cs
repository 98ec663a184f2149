using System;
using System.IO;
using LowLatencyEngine.Feeds.Files.Dbn;
using LowLatencyEngine.Feeds.Files.Recordings;
using LowLatencyEngine.Feeds.Files.Text;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// A file of market data as a stream of records, whatever its format: told by its contents, gzip and zip opened on the
/// way, the entries of a zip file by name one after the other. Memory is bounded by the longest row. A row that cannot
/// be read is a record of kind Refused. One thread; a record allocates nothing.
/// </summary>
public sealed class DataFile : IDisposable
{
    private readonly ByteSource _source;
    private readonly RecordBatch _batch = new();
    private readonly int _fileIndex;
    private IRowReader? _rows;
    private bool _isDamaged;

    private DataFile(string path, ByteSource source, SymbolTable symbols, int fileIndex)
    {
        Path = path;
        _source = source;
        Symbols = symbols;
        _fileIndex = fileIndex;
    }

    /// <summary>As given.</summary>
    public string Path { get; }

    /// <summary>Format of what is being read.</summary>
    public DataFormat Format { get; private set; }

    /// <summary>Names by <see cref="DataRecord.InstrumentIndex"/>; grows while reading.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>Instrument of the file where its rows do not name one.</summary>
    public int InstrumentIndex { get; private set; }

    /// <summary>Row read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Opens a file and tells its format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="symbols">Names shared with other files; null for names of its own.</param>
    /// <param name="fileIndex">Put into every record.</param>
    /// <exception cref="DataFileException">It cannot be opened, is empty, or its format is not known.</exception>
    public static DataFile OpenOrThrow(string path, SymbolTable? symbols = null, int fileIndex = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new DataFileException($"data file is a folder: file={path}; name the files in it");

        ByteSource source;
        try
        {
            source = ByteSource.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataFileException($"data file cannot be opened: file={path}, cause={e.Message}; check it", e);
        }

        var file = new DataFile(path, source, symbols ?? new SymbolTable(), fileIndex);
        try
        {
            file.BeginOrThrow();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The next record; false after the last.</summary>
    /// <exception cref="DataFileException">The file is damaged or cut off; what came before was given.</exception>
    public bool TryRead(out DataRecord record)
    {
        while (!_batch.TryTake(out record))
        {
            _batch.Clear();
            if (!TryFill())
                return false;
        }

        LineNumber = record.LineNumber;
        record.FileIndex = _fileIndex;
        if (!HasNames(Format))
            record.InstrumentIndex = InstrumentIndex;

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows?.Dispose();
        _source.Dispose();
    }

    private void BeginOrThrow()
    {
        try
        {
            if (!TryBegin())
                throw new InvalidDataException("there is nothing in it");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new DataFileException($"data file cannot be read: file={Path}, cause={e.Message}", e);
        }
    }

    private bool TryFill()
    {
        try
        {
            if (_isDamaged)
                return false;

            return _rows!.TryReadRow(_batch) || TryBegin();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _isDamaged = true;
            throw Damaged(e);
        }
    }

    private DataFileException Damaged(Exception cause) => new(
        $"data file cannot be read on: file={Path}, line={LineNumber + 1}, cause={cause.Message}; fetch it again",
        cause);

    private bool TryBegin()
    {
        if (!_source.TryNext(out string? entryName, out Stream content))
            return false;

        var window = new ByteWindow(content);
        var facts = new FileFacts(System.IO.Path.GetFullPath(Path), entryName);
        ReadOnlySpan<byte> head = window.Peek(FormatDetector.HeadBytes);
        if (head.IsEmpty)
            throw new InvalidDataException("there is nothing in it");

        Format = FormatDetector.Detect(head, facts);
        LineNumber = 0;
        _rows?.Dispose();
        _rows = Format switch
        {
            DataFormat.Dbn => new DbnReader(window, Symbols),
            DataFormat.Recording => new RecordingRows(Path, Symbols),
            _ => new TextRows(window, ParserOf(Format, facts), Format == DataFormat.JsonRows),
        };
        if (!HasNames(Format))
            InstrumentIndex = Symbols.IndexOf(facts.Symbol);

        return true;
    }

    private static bool HasNames(DataFormat format) => format is DataFormat.Dbn or DataFormat.Recording;

    private static RowParser ParserOf(DataFormat format, FileFacts facts) => format switch
    {
        DataFormat.HeaderCsv => new HeaderCsv(facts),
        DataFormat.LobsterMessages => new LobsterMessages(facts, LocalZone.NewYork),
        DataFormat.LobsterBook => new LobsterBook(),
        DataFormat.Lean => new LeanRows(facts),
        DataFormat.HistDataTicks => new HistDataTicks(LocalZone.EasternStandard),
        DataFormat.HistDataBars => new BarRows(facts, (byte)';', LocalZone.EasternStandard),
        DataFormat.BinanceKlines => new BarRows(facts, (byte)',', LocalZone.Utc),
        DataFormat.BinanceAggTrades => new BinanceAggTrades(),
        DataFormat.JsonRows => new JsonRows(facts),
        _ => throw new InvalidDataException(
            "format is not known: give LOBSTER, DBN, LEAN, HistData, Binance or ccxt files, or CSV with a header of " +
            "time and open/high/low/close, price/amount or bid/ask"),
    };
}
