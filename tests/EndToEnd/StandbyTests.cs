using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// A primary that trades, a standby that follows, and the standby takes over: the venue's own log and the standby's
/// journal agree afterwards, whatever became of the primary.
/// </summary>
public sealed class StandbyTests(ITestOutputHelper output)
{
    private const int LogGrowthBytes = 20_000;

    [Fact]
    public void Standby_takes_over_from_a_primary_that_was_killed()
    {
        using var site = new StandbySite();
        site.WaitForTrading(LogGrowthBytes);
        PrintLag(site);

        site.Engine.Kill();
        var watch = Stopwatch.StartNew();
        JsonElement promoted = site.Promote();
        TradeAndStop(site, watch, promoted);

        Assert.Equal(0, site.Standby.WaitForEnd(Lle.Patience).ExitCode);
        LleResult refused = Lle.Run("run", "--config", site.Pair.Configuration, "--journal", site.Pair.Journal);
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("a standby has taken over from this engine", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Standby_takes_over_from_a_primary_that_trades_or_hangs_and_is_ended_before(bool hangs)
    {
        using var site = new StandbySite();
        site.WaitForTrading(LogGrowthBytes);
        PrintLag(site);
        if (hangs)
            site.SuspendEngine();

        var watch = Stopwatch.StartNew();
        JsonElement promoted = site.Promote();
        Assert.False(site.Engine.IsRunning && !SpinWait.SpinUntil(() => !site.Engine.IsRunning, Lle.Patience));
        TradeAndStop(site, watch, promoted);
    }

    [Fact]
    public void Standby_takes_over_where_nothing_is_left_of_the_primary()
    {
        using var site = new StandbySite();
        site.WaitForTrading(LogGrowthBytes);
        PrintLag(site);

        site.Engine.Kill();
        site.WaitForCopy();
        site.Server.Kill();
        var watch = Stopwatch.StartNew();
        LleResult other = site.TryPromote("--confirm", "other", "--primary-is-dead", site.Name);
        Assert.True(other.ExitCode == 2, other.ToString());
        JsonElement promoted = site.Promote("--primary-is-dead", site.Name);
        TradeAndStop(site, watch, promoted);
    }

    [Fact]
    public void Standby_of_a_dead_primary_does_not_use_again_the_ids_that_it_never_heard_of()
    {
        using var site = new StandbySite();
        site.WaitForTrading(LogGrowthBytes);
        site.Server.Kill();
        site.WaitForGrowth(site.Engine, LogGrowthBytes); // None of this reaches the standby.
        site.Engine.Kill();

        site.Promote("--primary-is-dead", site.Name);
        using LleProcess engine = site.StartPromoted();
        site.WaitForGrowth(engine, LogGrowthBytes);
        engine.CloseInput();
        Assert.Equal(0, engine.WaitForEnd(Lle.Patience).ExitCode);

        VenueAccount.AssertNoIdTwice(site.Pair.VenueLog);
    }

    private void PrintLag(StandbySite site)
    {
        JsonElement status = site.Status();
        output.WriteLine($"lag: {status}");
        Assert.NotEqual("", status.GetProperty("state").GetProperty("stateHash").GetString());
    }

    private void TradeAndStop(StandbySite site, Stopwatch watch, JsonElement promoted)
    {
        output.WriteLine($"promoted after {watch.Elapsed}: {promoted}");
        using LleProcess engine = site.StartPromoted();
        output.WriteLine($"ready to trade after {watch.Elapsed}");
        site.WaitForGrowth(engine, LogGrowthBytes);
        engine.CloseInput();
        LleResult result = engine.WaitForEnd(Lle.Patience);
        Assert.True(result.ExitCode == 0, result.ToString());

        VenueAccount.AssertAgrees(site.Pair.VenueLog, site.Copy);
        LleResult replay = Lle.Run("replay", site.Copy, "--json");
        Assert.True(replay.ExitCode == 0, replay.ToString());
    }
}

/// <summary>A venue, a primary with its server, and a standby that follows it.</summary>
internal sealed class StandbySite : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StandbySite()
    {
        Pair = new TradingPair("--speed", "20", "--loop", "0");
        Name = JsonNode.Parse(File.ReadAllText(Pair.Configuration))!["name"]!.GetValue<string>();
        Copy = _folder.File("standby");
        Server = Lle.Start(
            "standby", "serve", "--journal", Pair.Journal, "--port", "0", "--json", "--exit-with-stdin");
        int port = JsonDocument.Parse(Server.WaitForLine("listening", Lle.Patience))
            .RootElement.GetProperty("port").GetInt32();
        Standby = Lle.Start(
            "standby", "--follow", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            "--journal", Copy, "--config", Pair.Configuration, "--json", "--exit-with-stdin");
        Engine = Pair.StartEngine();
    }

    public TradingPair Pair { get; }

    /// <summary>Name of the engine in the configuration.</summary>
    public string Name { get; }

    /// <summary>The standby's folder.</summary>
    public string Copy { get; }

    public LleProcess Server { get; }

    public LleProcess Standby { get; }

    public LleProcess Engine { get; }

    /// <summary>Waits until the primary has traded and the standby has followed.</summary>
    public void WaitForTrading(long logBytes)
    {
        Engine.WaitForLine("ready", Lle.Patience);
        WaitForGrowth(Engine, logBytes);
        Standby.WaitForLine("\"isConnected\":true", Lle.Patience);
        Await(() => Status().GetProperty("state").GetProperty("appliedSequence").GetInt64() > 0);
    }

    /// <summary>Waits until the venue's log has grown while an engine runs.</summary>
    public void WaitForGrowth(LleProcess engine, long logBytes)
    {
        long target = Pair.VenueLogSize() + logBytes;
        Await(() => Pair.VenueLogSize() >= target || !engine.IsRunning);
        Assert.True(engine.IsRunning, "the engine ended by itself");
    }

    /// <summary>SIGSTOP: the engine lives, holds its folder, and answers nothing.</summary>
    public void SuspendEngine()
    {
        using Process stop = Process.Start("kill", ["-STOP", Engine.Id.ToString(CultureInfo.InvariantCulture)]);
        stop.WaitForExit();
        Assert.Equal(0, stop.ExitCode);
    }

    /// <summary>Waits until the copy has what the primary's journal has; the primary is dead.</summary>
    public void WaitForCopy()
    {
        long last = LastSequence(Pair.Journal);
        Await(() => Status().GetProperty("appliedSequence").GetInt64() == last);
    }

    /// <summary>What the standby says when it is asked.</summary>
    public JsonElement Status()
    {
        LleResult status = Lle.Run("standby", "status", "--journal", Copy);
        Assert.True(status.ExitCode == 0, status.ToString());
        return JsonDocument.Parse(status.LastLine).RootElement;
    }

    public JsonElement Promote(params string[] words)
    {
        LleResult promoted = TryPromote(["--confirm", Name, .. words]);
        Assert.True(promoted.ExitCode == 0, promoted.ToString());
        return JsonDocument.Parse(promoted.LastLine).RootElement;
    }

    /// <summary>Starts an engine on the promoted folder and waits until it is ready to trade.</summary>
    public LleProcess StartPromoted()
    {
        LleProcess engine = Lle.Start("run", "--config", Pair.Configuration, "--journal", Copy, "--exit-with-stdin");
        engine.WaitForLine("ready", Lle.Patience);
        return engine;
    }

    public LleResult TryPromote(params string[] words) =>
        Lle.Run(["promote", "--journal", Copy, "--json", .. words]);

    public void Dispose()
    {
        Engine.Dispose();
        Standby.Dispose();
        Server.Dispose();
        Pair.Dispose();
        _folder.Dispose();
    }

    private static long LastSequence(string journal) => JsonDocument
        .Parse(Lle.Run("journal", "verify", "--journal", journal, "--json").LastLine)
        .RootElement.GetProperty("lastSequence").GetInt64();

    private static void Await(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Lle.Patience));
}
