using System;
using System.Diagnostics;
using System.IO;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Telemetry;

/// <summary>Whose file it is, whether its engine lives, and what is refused.</summary>
public sealed class TelemetryFileTests : IDisposable
{
    private const int VersionOffset = 8;
    private const int InstrumentCountOffset = 24;
    private const int SignificantDigitsOffset = 40;
    private const int ProcessIdOffset = 48;
    private const int ProcessStartTicksOffset = 56;
    private const int PriceUnitOffset = 24_576 + 160;

    private readonly string _folder = Directory.CreateTempSubdirectory("lle-telemetry-").FullName;

    private string FilePath => Path.Combine(_folder, "engine.telemetry");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_engine_is_live_while_its_heart_beats_and_stalled_when_it_does_not()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        long nowNs = reader.HeartbeatTimestampNs + TelemetryReader.HeartbeatAgeNsMax;

        Assert.Equal(TelemetryLiveness.Live, reader.Liveness(nowNs));
        Assert.Equal(TelemetryLiveness.Stalled, reader.Liveness(nowNs + 1));
        writer.Beat(nowNs);
        Assert.Equal(TelemetryLiveness.Live, reader.Liveness(nowNs + 1));
    }

    [Fact]
    public void An_engine_that_stopped_says_so_and_leaves_its_last_figures()
    {
        using TelemetryReader reader = CreateAndOpen(out TelemetryWriter writer);
        writer.Set(Gauge.WorkingOrders, 3);

        writer.Dispose();

        Assert.Equal(TelemetryLiveness.Stopped, reader.Liveness(reader.NowNs));
        Assert.Equal(3, reader.Read(Gauge.WorkingOrders));
    }

    [Fact]
    public void An_engine_whose_process_is_gone_is_dead()
    {
        using TelemetryWriter writer = Create();
        using (Process other = Process.Start("true"))
        {
            other.WaitForExit();
            Patch(ProcessIdOffset, other.Id);
        }

        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        Assert.Equal(TelemetryLiveness.Dead, reader.Liveness(reader.NowNs));
    }

    [Fact]
    public void An_engine_whose_process_id_has_gone_to_another_process_is_dead()
    {
        using TelemetryWriter writer = Create();
        Patch(ProcessStartTicksOffset, 1);

        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        Assert.Equal(TelemetryLiveness.Dead, reader.Liveness(reader.NowNs));
    }

    [Fact]
    public void A_second_engine_does_not_take_the_file_of_one_that_runs()
    {
        using TelemetryWriter writer = Create();

        IOException refusal = Assert.Throws<IOException>(Create);

        Assert.Contains($"processId={Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_engine_replaces_the_file_of_one_that_is_gone_and_old_readers_keep_theirs()
    {
        using TelemetryReader oldReader = CreateAndOpen(out TelemetryWriter oldWriter);
        oldWriter.Set(Gauge.WorkingOrders, 3);
        oldWriter.Dispose();

        using TelemetryWriter newWriter = Create();
        using TelemetryReader newReader = TelemetryReader.OpenOrThrow(FilePath);

        Assert.Equal(3, oldReader.Read(Gauge.WorkingOrders));
        Assert.Equal(0, newReader.Read(Gauge.WorkingOrders));
        Assert.Equal(TelemetryLiveness.Live, newReader.Liveness(newReader.HeartbeatTimestampNs));
    }

    [Theory]
    [InlineData(0, 0, "not a telemetry file")]
    [InlineData(VersionOffset, 99, "version=99")]
    [InlineData(InstrumentCountOffset, -1, "instrumentCount=-1")]
    [InlineData(InstrumentCountOffset, 5, "its contents need")]
    [InlineData(SignificantDigitsOffset, 77, "significantDigits=77")]
    [InlineData(PriceUnitOffset, -2, "impossible instruments")]
    public void A_damaged_file_is_refused_with_its_fault_and_replaced_by_the_next_engine(
        int offset, long value, string fault)
    {
        using TelemetryWriter writer = Create();
        Patch(offset, value);

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(
            () => TelemetryReader.OpenOrThrow(FilePath));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, refusal.Message, StringComparison.Ordinal);
        using TelemetryWriter next = Create();
        TelemetryReader.OpenOrThrow(FilePath).Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5_000)]
    public void A_file_that_is_too_short_is_refused(int sizeBytes)
    {
        File.WriteAllBytes(FilePath, new byte[sizeBytes]);

        Assert.Throws<InvalidDataException>(() => TelemetryReader.OpenOrThrow(FilePath));
    }

    [Fact]
    public void A_missing_file_is_told_as_missing() =>
        Assert.Throws<FileNotFoundException>(() => TelemetryReader.OpenOrThrow(FilePath));

    private TelemetryWriter Create()
    {
        var instruments = new InstrumentTable(
            [new Instrument(0, "ES", "ESZ6", "USD", new DecimalScale(25, 2), new DecimalScale(1, 0), Multiplier: 50)]);
        return new TelemetryWriter(FilePath, instruments, new SystemClock());
    }

    private TelemetryReader CreateAndOpen(out TelemetryWriter writer)
    {
        writer = Create();
        return TelemetryReader.OpenOrThrow(FilePath);
    }

    private void Patch(int offset, long value)
    {
        using FileStream file = new(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = offset;
        file.Write(BitConverter.GetBytes(value));
    }
}
