using System;
using System.CommandLine;
using System.Globalization;
using LowLatencyEngine.Console.Demo;
using LowLatencyEngine.Console.Simulation;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle demo`: engine and simulated venue as processes of their own, real WebSocket and FIX between them.
/// </summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        Option<string[]> data = DataOptions.Data();
        Option<string?> length = new("--for")
        {
            Description = "how long, such as 30s or 5m; without it until the data ends",
        };
        Option<string?> venue = DataOptions.Venue();
        Option<string> speed = DataOptions.Speed();
        Option<long> loop = DataOptions.Loop();
        Option<long> seed = DataOptions.Seed();
        Option<string?> map = new("--map") { Description = "thread map: inline or duo" };
        map.AcceptOnlyFromAmong("inline", "duo");
        Option<string?> journal = new("--journal")
        {
            Description = $"journal folder, kept afterwards; without it {EngineOption.DemoFolder}, made anew",
        };
        Option<bool> json = EngineOption.Json();
        length.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryParseLength(text, out _))
                result.AddError("--for is a number above 0 with s, m or h behind it, such as 30s");
        });
        var command = new Command("demo", "trade a simulated venue on this machine")
        {
            data, venue, length, speed, loop, seed, map, journal, json,
        };
        command.SetAction(parsed => Guarded.Run(() => Run(new DemoOptions
        {
            Files = parsed.GetValue(data) ?? [],
            VenueName = parsed.GetValue(venue),
            Length = parsed.GetValue(length) is { } text && TryParseLength(text, out TimeSpan span) ? span : null,
            Speed = parsed.GetRequiredValue(speed),
            Loop = parsed.GetValue(loop),
            Seed = parsed.GetValue(seed),
            Map = parsed.GetValue(map),
            JournalFolder = parsed.GetValue(journal),
            IsJson = parsed.GetValue(json),
        })));
        return command;
    }

    private static int Run(DemoOptions options)
    {
        using var demo = new DemoRun(options);
        return demo.Run();
    }

    private static bool TryParseLength(string text, out TimeSpan length)
    {
        length = TimeSpan.Zero;
        if (text.Length < 2 ||
            !double.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double count))
        {
            return false;
        }

        double seconds = text[^1] switch
        {
            's' => count,
            'm' => count * 60,
            'h' => count * 3_600,
            _ => 0,
        };
        if (seconds is <= 0 or > 30 * 86_400.0)
            return false;

        length = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
