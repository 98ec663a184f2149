using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Console.Standby;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Standby;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle standby` follows a primary, `lle standby serve` lets it, `lle promote` takes over.</summary>
internal static class StandbyCommands
{
    private const int DefaultPort = 9_180;

    public static Command CreateStandby()
    {
        Option<string?> follow = new("--follow") { Description = "HOST:PORT of the primary's 'lle standby serve'" };
        Option<string?> config = new("--config") { Description = "the primary's configuration file" };
        Option<string> journal = Journal();
        var tls = new TlsOptions();
        Option<bool> json = EngineOption.Json();
        Option<bool> withInput = WithInput();
        var command = new Command("standby", "keep a copy of a primary's journal and state, ready to take over")
        {
            follow, config, journal, json, withInput, CreateServe(), CreateStatus(),
        };
        tls.AddTo(command);
        command.SetAction(parsed => Guarded.Run(() => FollowSession.Run(
            EngineConfigurationFile.Load(
                parsed.GetValue(config) ?? throw new UsageException("--config is missing; give the primary's file"),
                parsed.GetRequiredValue(journal)),
            PrimaryAddress.Parse(
                parsed.GetValue(follow) ?? throw new UsageException("--follow is missing; give HOST:PORT"),
                tls.Read(parsed)),
            parsed.GetValue(json),
            parsed.GetValue(withInput))));
        return command;
    }

    public static Command CreatePromote()
    {
        Option<string> journal = Journal();
        Option<string> confirm = new("--confirm")
        {
            Description = "name of the engine, to show that you mean it",
            Required = true,
        };
        Option<string?> follow = new("--follow") { Description = "HOST:PORT; without it the one followed last" };
        Option<string?> dead = new("--primary-is-dead")
        {
            Description = "name of the engine: nothing is asked of the old primary, you know that it cannot send. " +
                "The broker fences instead: it lets one session with these CompIDs log on",
        };
        var tls = new TlsOptions();
        Option<bool> json = EngineOption.Json();
        var command = new Command("promote", "take over from the primary: fence it, get the rest of its journal")
        {
            journal, confirm, follow, dead, json,
        };
        tls.AddTo(command);
        command.SetAction(parsed => Guarded.Run(() => PromoteCeremony.Run(
            new PromoteWords(
                parsed.GetRequiredValue(journal),
                parsed.GetRequiredValue(confirm),
                parsed.GetValue(follow),
                parsed.GetValue(dead)),
            tls.Read(parsed),
            parsed.GetValue(json))));
        return command;
    }

    private static Command CreateServe()
    {
        Option<string> journal = Journal();
        Option<string> host = new("--host")
        {
            Description = "address to listen at; another than loopback needs --certificate",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        Option<int> port = new("--port")
        {
            Description = "port to listen at; 0 lets the system choose",
            DefaultValueFactory = _ => DefaultPort,
        };
        var tls = new TlsOptions();
        Option<bool> json = EngineOption.Json();
        Option<bool> withInput = WithInput();
        var command = new Command("serve", "beside a primary: give its journal to standbys, fence it for one")
        {
            journal, host, port, json, withInput,
        };
        tls.AddTo(command);
        command.SetAction(parsed => Guarded.Run(() => ServeSession.Run(
            parsed.GetRequiredValue(journal),
            EndPoint(parsed.GetRequiredValue(host), parsed.GetValue(port)),
            tls.Read(parsed),
            parsed.GetValue(json),
            parsed.GetValue(withInput))));
        return command;
    }

    private static Command CreateStatus()
    {
        Option<string> journal = Journal();
        var command = new Command("status", "ask a running standby for its lag and state; one JSON object") { journal };
        command.SetAction(parsed => Guarded.Run(() => AskStatus(parsed.GetRequiredValue(journal))));
        return command;
    }

    private static int AskStatus(string folder)
    {
        string door = EngineFolder.ControlDoor(Path.GetFullPath(folder));
        (ControlOutcome outcome, string text) = ControlClient.Ask(door, FollowSession.StatusRequest);
        if (outcome != ControlOutcome.Done)
            return Out.Fail(text, ExitCode.EngineNotReachable);

        Out.Data(text);
        return ExitCode.Ok;
    }

    private static Option<string> Journal() =>
        new("--journal") { Description = "journal folder", Required = true };

    private static Option<bool> WithInput() => new("--exit-with-stdin")
    {
        Description = "also stop when standard input closes: for a parent process",
    };

    private static IPEndPoint EndPoint(string host, int port)
    {
        if (port is < 0 or > ushort.MaxValue)
            throw new UsageException($"port is out of range: port={port}; use 0 to 65535");

        try
        {
            IPAddress address = Dns.GetHostAddresses(host)[0];
            return new IPEndPoint(address, port);
        }
        catch (SocketException e)
        {
            string error = e.SocketErrorCode.ToString();
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"host has no address: host={host}, error={error}; correct --host"));
        }
    }
}
