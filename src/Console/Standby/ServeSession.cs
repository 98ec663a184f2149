using System;
using System.IO;
using System.Linq;
using System.Net;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine.Standby;
using LowLatencyEngine.Engine.Threads;

namespace LowLatencyEngine.Console.Standby;

/// <summary>Runs a <see cref="StandbyServer"/> until it is told to stop, and tells how far its standbys are.</summary>
internal static class ServeSession
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);

    public static int Run(string folder, IPEndPoint endPoint, StandbyTls? tls, bool asJson, bool exitsWithInput)
    {
        if (tls is null && !IPAddress.IsLoopback(endPoint.Address))
        {
            throw new UsageException(
                $"whoever reaches this port can stop the engine: host={endPoint.Address}; give --certificate and " +
                "--peer-pin, or stay on loopback");
        }

        Housekeeping.KeepOffHotCore();
        using var stop = new StopSignal(exitsWithInput);
        using var server = new StandbyServer(
            Path.GetFullPath(folder), endPoint, tls, line => Out.Message($"lle: {line}"));
        if (asJson)
        {
            Out.DataJson(
                new { @event = "listening", host = $"{server.EndPoint.Address}", port = server.EndPoint.Port });
        }
        else
        {
            Out.Data($"listening at {server.EndPoint}");
        }

        while (!stop.Token.WaitHandle.WaitOne(StatusInterval))
            Print(server, asJson);

        return ExitCode.Ok;
    }

    private static void Print(StandbyServer server, bool asJson)
    {
        if (asJson)
        {
            Out.DataJson(new { @event = "serving", standbys = server.Progress });
            return;
        }

        Out.Data($"standbys {server.Progress.Count}" + string.Concat(
            server.Progress.Select(s => $"; sent {s.SentSequence}, kept {s.AckedSequence}")));
    }
}
