using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Frames;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>The section "analysis" of a configuration but for what one frame says. Set-up only.</summary>
internal static class AnalysisReader
{
    private const int FrameCountMax = 256;

    public static AnalysisParameters Read(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
    {
        AnalysisParameters standard = AnalysisParameters.Default;
        var parameters = new AnalysisParameters(
            (int)reader.Integer("analysis.bookLevelsMax", 16, 1 << 20, standard.BookLevelCountMax),
            standard.FastEma with
            {
                HalfLife = reader.Integer("analysis.fastHalfLife", 1, 1_000_000, standard.FastEma.HalfLife),
            },
            standard.SlowEma with
            {
                HalfLife = reader.Integer("analysis.slowHalfLife", 1, 1_000_000, standard.SlowEma.HalfLife),
            })
        {
            Frames = ReadFrames(reader, instruments),
            Flow = ReadFlow(reader),
            Quality = QualityReader.Read(reader),
        };
        foreach (string fault in parameters.Validate())
            Refuse(reader, fault);

        return parameters;
    }

    private static List<FrameParameters> ReadFrames(ConfigurationReader reader, IReadOnlyList<Instrument> instruments)
    {
        const string list = "analysis.frames";
        var frames = new List<FrameParameters>();
        var frameReader = new FrameReader(reader, instruments);
        int count = reader.CountOf(list);
        if (count > FrameCountMax || (count == 0 && reader.Has(list)))
            reader.Refuse(list, $"a list of 1 to {FrameCountMax} frames, or leave it out");

        for (int i = 0; i < count; i++)
            frames.Add(frameReader.Read($"{list}[{i}]"));

        return frames;
    }

    private static FlowParameters? ReadFlow(ConfigurationReader reader)
    {
        const string path = "analysis.flow";
        if (!reader.Has(path))
            return null;

        FlowParameters standard = FlowParameters.Default;
        return new FlowParameters(
            (int)reader.Integer($"{path}.levels", 1, 16, standard.LevelCount),
            reader.Integer($"{path}.pressureHalfLifeTrades", 1, 1_000_000_000, standard.PressureHalfLifeTrades),
            reader.Integer($"{path}.vpinBucketLots", 1, 1L << 40, standard.VpinBucketLots),
            (int)reader.Integer($"{path}.vpinBuckets", 1, 65_536, standard.VpinBucketCount),
            ReadProfileBins(reader, $"{path}.profileBins", standard.ProfileBinCount));
    }

    private static int ReadProfileBins(ConfigurationReader reader, string path, int standard)
    {
        long bins = reader.Integer(path, 8, 65_536, standard);
        if (System.Numerics.BitOperations.IsPow2(bins))
            return (int)bins;

        reader.Refuse(path, "a power of two from 8 to 65536");
        return standard;
    }

    /// <summary>
    /// A fault of values that are each right by themselves; its text begins with the field: "frames[1].size does ...".
    /// </summary>
    private static void Refuse(ConfigurationReader reader, string fault)
    {
        int length = fault.IndexOf(' ', System.StringComparison.Ordinal);
        reader.Refuse($"analysis.{fault[..length]}", $"another value: {fault}");
    }
}
