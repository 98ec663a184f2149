using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Unit.Feeds.Files;

/// <summary>Files made for a test, and records as short texts to compare whole outputs.</summary>
internal sealed class DataSamples : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-data-").FullName;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string WriteZip(string name, params (string Name, string Text)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string entryName, string text) in entries)
            {
                using Stream stream = archive.CreateEntry(entryName).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return Write(name, memory.ToArray());
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);

        return memory.ToArray();
    }

    public static List<string> ReadTexts(string path)
    {
        using DataFile file = DataFile.OpenOrThrow(path);
        List<string> texts = [];
        while (file.TryRead(out DataRecord record))
            texts.Add(TextOf(in record, file.Symbols));

        return texts;
    }

    /// <summary>Line, kind, symbol, time and what the kind has, in units.</summary>
    public static string TextOf(in DataRecord record, SymbolTable symbols)
    {
        string head =
            $"{record.LineNumber} {symbols[record.InstrumentIndex]} {TimeText(record.TimestampNs)} {record.Kind}";
        return record.Kind switch
        {
            DataRecordKind.Trade =>
                $"{head} {record.Side} {Price(record.PriceE9)} x {Qty(record.QtyE8)} #{record.Sequence}{Flags(record)}",
            DataRecordKind.Quote or DataRecordKind.Depth =>
                $"{head}{record.DepthIndex} {Price(record.BidPriceE9)} x {Qty(record.BidQtyE8)} / " +
                $"{Price(record.AskPriceE9)} x {Qty(record.AskQtyE8)}{Flags(record)}",
            DataRecordKind.Bar =>
                $"{head} {record.Side} {Price(record.OpenE9)} {Price(record.HighE9)} {Price(record.LowE9)} " +
                $"{Price(record.CloseE9)} v{Qty(record.VolumeE8)} {record.IntervalNs / 1_000_000_000}s{Flags(record)}",
            DataRecordKind.BookAction =>
                $"{head} {record.Action} {record.OrderId} {record.Side} {Price(record.PriceE9)} x {Qty(record.QtyE8)}",
            DataRecordKind.Refused => $"{record.LineNumber} Refused {record.Verdict}",
            _ => $"{head} {Price(record.PriceE9)}",
        };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string TimeText(long timestampNs) =>
        DateTime.UnixEpoch.AddTicks(timestampNs / 100).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF") +
        (timestampNs % 100 == 0 ? "" : $"+{timestampNs % 100}");

    private static string Price(long priceE9) => $"{priceE9 / 1_000_000_000m:0.#########}";

    private static string Qty(long qtyE8) => $"{qtyE8 / 100_000_000m:0.########}";

    private static string Flags(in DataRecord record) => record.Flags == DataFlags.None ? "" : $" [{record.Flags}]";
}
