using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using LowLatencyEngine.Console.Fix;
using LowLatencyEngine.Fix;
using SystemClock = LowLatencyEngine.Model.SystemClock;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle fix accept`: FIX acceptor sessions with an application that echoes, for other people's tests.
/// </summary>
internal static class FixAcceptCommand
{
    public static Command Create()
    {
        Option<int> port = new("--port") { Description = "TCP port; 0 takes a free one, which is printed" };
        Option<string[]> session = new("--session")
        {
            Description = "VERSION:SENDER->TARGET, such as FIX.4.4:ISLD->TW or FIXT.1.1/FIX.5.0SP2:ISLD->TW; " +
                "a side may be COMPID/SUBID/LOCATIONID, and ;NAME=VALUE behind it sets an option of this session alone",
            Required = true,
        };
        Option<string?> dictionary = new("--dictionary")
        {
            Description = "folder with QuickFIX dictionaries, FIX40.xml to FIX50SP2.xml and FIXT11.xml",
        };
        Option<string[]> set = new("--set") { Description = "NAME=VALUE: a QuickFIX option of all sessions" };
        Option<string> app = new("--app")
        {
            Description = "echo: the application of QuickFIX's acceptance tests",
            DefaultValueFactory = _ => "echo",
        };
        Option<string> address = new("--address")
        {
            Description = "address to listen on",
            DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
        };
        Option<string?> store = new("--store")
        {
            Description = "folder that keeps sequence numbers and sent messages over a restart; none: memory",
        };
        Option<string?> secrets = new("--secrets") { Description = "file of secrets that secret:NAME means" };
        Option<string?> secretsKey = new("--secrets-key") { Description = "its key" };
        app.AcceptOnlyFromAmong("echo");
        var command = new Command("accept", "run FIX acceptor sessions that echo orders, for tests")
        {
            port, session, dictionary, set, app, address, store, secrets, secretsKey,
        };
        command.SetAction(parsed => Guarded.Run(() => Start(
            parsed.GetRequiredValue(address),
            parsed.GetValue(port),
            parsed.GetValue(store),
            () => ReadSessions(
                parsed.GetRequiredValue(session),
                Resolved(parsed.GetValue(set) ?? [], parsed.GetValue(secrets), parsed.GetValue(secretsKey)),
                new AcceptDictionaries(parsed.GetValue(dictionary))))));
        return command;
    }

    private static int Start(
        string address, int port, string? storeFolder, Func<List<FixSessionOptions>> readSessions)
    {
        if (!IPAddress.TryParse(address, out IPAddress? ip) || port is < 0 or > IPEndPoint.MaxPort)
            return Out.Fail($"cannot listen there: address={address}, port={port}; use 127.0.0.1 and 0 to 65535",
                ExitCode.Usage);

        try
        {
            using var server = new AcceptServer(new IPEndPoint(ip, port), readSessions(), storeFolder);
            Serve(server);
            return ExitCode.Ok;
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }
        catch (SocketException e)
        {
            return Out.Fail(
                $"cannot listen: address={address}, port={port}: {e.Message}; name another port, 0 takes a free one");
        }
    }

    private static KeyValuePair<string, string>[] Resolved(string[] settings, string? secrets, string? key)
    {
        SecretFile? file = secrets is null ? null : new SecretFile(secrets, key ?? "");
        return Array.ConvertAll(settings, text =>
        {
            (string name, string value) = AcceptSession.ParseSetting(text);
            return KeyValuePair.Create(name, SecretFile.Resolve(value, file));
        });
    }

    private static List<FixSessionOptions> ReadSessions(
        string[] sessions, KeyValuePair<string, string>[] common, AcceptDictionaries dictionaries)
    {
        var options = new List<FixSessionOptions>();
        foreach (string text in sessions)
        {
            FixSessionOptions session =
                AcceptSession.Parse(text, out IReadOnlyList<KeyValuePair<string, string>> own) with
                {
                    // What the acceptance scripts expect where nothing else is said.
                    ResetOnLogon = true,
                    EchoesResetSeqNumFlag = false,
                    RejectsFlawedApplicationMessages = true,
                    RejectsFlawedExecutionReports = true,
                    OrderResendAgeMaxNs = long.MaxValue, // Its orders are echoes.
                };
            session = QuickFixOptions.Apply(dictionaries.AddTo(session), [.. common, .. own]);
            if (options.Exists(other => IsSame(other, session)))
            {
                throw new ArgumentException(
                    $"FIX session is given twice: session={text.Split(';')[0]}; give each its own ids");
            }

            options.Add(session);
        }

        return options;
    }

    private static bool IsSame(FixSessionOptions one, FixSessionOptions other) => IdsOf(one).Equals(IdsOf(other));

    private static (string, string, string, string, string, string, string) IdsOf(FixSessionOptions options) =>
        (options.BeginString, options.SenderCompId, options.SenderSubId, options.SenderLocationId,
            options.TargetCompId, options.TargetSubId, options.TargetLocationId);

    private static void Serve(AcceptServer server)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        IPEndPoint endPoint = server.EndPoint;
        Out.DataJson(new { @event = "listening", address = endPoint.Address.ToString(), port = endPoint.Port });
        server.Run(new SystemClock(), stop.Token);
        Out.DataJson(new { @event = "stopped" });

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // We end by ourselves, and say so.
            stop.Cancel();
        }
    }
}
