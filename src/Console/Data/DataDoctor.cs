using System.Collections.Generic;
using LowLatencyEngine.Analysis.Quality;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Console.Data;

/// <summary>
/// Reads data files and says which rules they break. Nothing is altered; memory does not grow with the rows.
/// </summary>
internal sealed class DataDoctor(MarketHours hours, QualityLimits limits)
{
    private readonly List<DataFileSummary> _files = [];

    /// <summary>What was found so far.</summary>
    public FindingTable Findings { get; } = new();

    /// <summary>What was read so far.</summary>
    public IReadOnlyList<DataFileSummary> Files => _files;

    /// <summary>Reads a file to its end, or to where it cannot be read on.</summary>
    public void Check(string path)
    {
        string? mismatch = ChecksumFile.MismatchOrNull(path);
        if (mismatch is not null)
            Findings.Add(DataRuleInfo.Checksum, path, 0, mismatch);

        try
        {
            using DataFile file = DataFile.OpenOrThrow(path);
            var check = new FileCheck(file, hours, limits, Findings);
            try
            {
                check.Run();
            }
            finally
            {
                _files.Add(check.Summary());
            }
        }
        catch (DataFileException e)
        {
            long line = _files.Count > 0 && _files[^1].File == path ? _files[^1].LastLine + 1 : 0;
            Findings.Add(DataRuleInfo.UnreadableFile, path, line, e.Message);
        }
    }
}

/// <summary>What a file holds.</summary>
/// <param name="File">As given.</param>
/// <param name="Format">Its format.</param>
/// <param name="Records">Records read.</param>
/// <param name="Symbols">Instruments met.</param>
/// <param name="From">Earliest time; null where there is none.</param>
/// <param name="To">Latest time.</param>
/// <param name="LastLine">Row read last.</param>
internal sealed record DataFileSummary(
    string File, string Format, long Records, int Symbols, string? From, string? To, long LastLine);
