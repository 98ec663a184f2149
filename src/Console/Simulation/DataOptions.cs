using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Console.Simulation;

/// <summary>Options that `lle sim` and `lle demo` share, so that they mean the same in both.</summary>
internal static class DataOptions
{
    public static Option<string[]> Data() => new("--data")
    {
        Description = "recorded file (.jsonl, .gz, .zip), of Binance spot unless --venue says else; " +
            "several are played in turn; " +
            "without one a synthetic market is made",
    };

    public static Option<string?> Venue()
    {
        Option<string?> option = new("--venue")
        {
            Description = "whose market data it is: " + string.Join(", ", VenueCatalog.Names),
        };
        option.AcceptOnlyFromAmong([.. VenueCatalog.Names]);
        return option;
    }

    public static Option<string> Speed()
    {
        Option<string> option = new("--speed")
        {
            Description = "multiple of the recorded pace, or max",
            DefaultValueFactory = _ => "1",
        };
        option.Validators.Add(result =>
        {
            if (double.IsNaN(ParseSpeed(result.GetValueOrDefault<string>() ?? "")))
                result.AddError("--speed is a number above 0, such as 1 or 2.5, or max");
        });
        return option;
    }

    public static Option<long> Loop() => new("--loop")
    {
        Description = "how often the data is played, 0 for ever; at each wrap the venue disconnects",
        DefaultValueFactory = _ => 1,
    };

    public static Option<long> Seed() => new("--seed")
    {
        Description = "of the synthetic market",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>NaN for what is no speed.</summary>
    public static double ParseSpeed(string text)
    {
        if (text == "max")
            return PlaybackOptions.MaxSpeed;

        return double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed) && speed > 0
            ? speed
            : double.NaN;
    }

    /// <summary>The file's configuration, or the one that the demo ships with.</summary>
    /// <exception cref="ConfigurationException">Every error, one line each.</exception>
    public static EngineConfiguration LoadConfiguration(string? file) => file is null
        ? EngineConfigurationFile.Read(
            ConfigurationText.Parse("demo.json", Encoding.UTF8.GetBytes(DemoConfigurationText())))
        : EngineConfigurationFile.Load(file);

    /// <summary>The demo's configuration as it ships inside the program.</summary>
    public static string DemoConfigurationText()
    {
        using Stream stream = typeof(DataOptions).Assembly.GetManifestResourceStream("demo.json")
            ?? throw new InvalidOperationException("demo.json is not part of the program; build it again");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
