using System.IO;
using System.IO.Compression;
using System.Text;
using LowLatencyEngine.Indicators.Columns;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Runs a file of bars through what was asked for.</summary>
public static class AnalyzeRun
{
    /// <summary>Sets of columns by name, in the order in which help lists them.</summary>
    public static string SetNames => string.Join(", ", ColumnCatalog.SetNames);

    /// <summary>
    /// A set's columns into FOLDER/SET.csv.gz, dashes of the name as underscores; to standard output without a folder.
    /// </summary>
    /// <exception cref="ColumnNameException">There is no such set.</exception>
    public static IBarOutput OfSet(string setName, string? folder)
    {
        ColumnSelection selection = ColumnCatalog.SelectSet(setName) ?? throw new ColumnNameException(
            $"unknown set of columns: set={setName}; sets are {SetNames}");
        return new ColumnOutput(selection, Open(folder, setName.Replace('-', '_')));
    }

    /// <summary>Chosen columns into FOLDER/pick.csv.gz; to standard output without a folder.</summary>
    /// <exception cref="ColumnNameException">A name is unknown or wrong.</exception>
    public static IBarOutput OfNames(string[] names, string? folder) =>
        new ColumnOutput(ColumnCatalog.Select(names), Open(folder, "pick"));

    /// <summary>Reads the bars to their end and gives their number.</summary>
    /// <exception cref="BarFileException">A file is wrong; what came before is written.</exception>
    public static long Run(BarSource source, IBarOutput output)
    {
        using IBarReader bars = source.Open();
        long barCount = 0;
        while (bars.TryRead(out BarLine line))
        {
            output.OnBar(in line);
            barCount++;
        }

        return barCount;
    }

    private static TextWriter Open(string? folder, string name)
    {
        if (folder is null)
            return new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 65_536);

        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".csv.gz");
        return new StreamWriter(
            new GZipStream(File.Create(path), CompressionLevel.Fastest), new UTF8Encoding(false), bufferSize: 65_536);
    }
}
