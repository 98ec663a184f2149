using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LowLatencyEngine.Programs.FixEngine;

/// <summary>
/// Round trips of libquickfix on both sides over loopback with a thousand outstanding, as <see cref="FixRoundTrips"/>
/// counts ours: the programs of bench/quickfix, one process a side.
/// </summary>
internal static class QuickFixWindow
{
    private const string Program = "quickfix_bench";
    private const int TripCount = 50_000;
    private const int PatienceMs = 60_000;

    /// <summary>Round trips a second; null where the program is not there.</summary>
    /// <exception cref="InvalidOperationException">A side failed or did not end.</exception>
    public static double? TryMeasure()
    {
        if (RawProgram.Folder is null || !File.Exists(Path.Combine(RawProgram.Folder, Program)))
            return null;

        string port = FreePort().ToString(CultureInfo.InvariantCulture);
        using Process venue = Start("venue", port);
        try
        {
            _ = venue.StandardOutput.ReadLine(); // It listens.
            using Process trader = Start("trader", port, TripCount.ToString(CultureInfo.InvariantCulture));
            double? perSecond = ReadWindow(trader.StandardOutput);
            if (trader.WaitForExit(PatienceMs) && perSecond is not null)
                return perSecond;

            trader.Kill();
            throw new InvalidOperationException(
                $"libquickfix measured no window: program={Program}; run bench/quickfix by hand to see why");
        }
        finally
        {
            venue.StandardInput.Close(); // It ends with its input.
            if (!venue.WaitForExit(PatienceMs))
                venue.Kill();
        }
    }

    private static double? ReadWindow(StreamReader lines)
    {
        double? perSecond = null;
        while (lines.ReadLine() is { } line)
        {
            using JsonDocument item = JsonDocument.Parse(line);
            if (item.RootElement.GetProperty("name").GetString() == "window")
                perSecond = item.RootElement.GetProperty("roundTripsPerSecond").GetDouble();
        }

        return perSecond;
    }

    private static Process Start(params string[] words) => Process.Start(
        new ProcessStartInfo(Path.Combine(RawProgram.Folder!, Program), words)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
