using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Control;
using LowLatencyEngine.Engine.Threads;
using Microsoft.Extensions.Hosting;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// The engine under the Generic Host: started and stopped with it, and stopping it when the engine fails.
/// </summary>
internal sealed class EngineService(EngineConfiguration configuration) : IHostedService
{
    private TradingEngine? _engine;
    private IHostApplicationLifetime? _lifetime;

    /// <summary>Of the process, once the host has stopped.</summary>
    public int ExitCode { get; private set; } = Console.ExitCode.Ok;

    /// <summary>Gives the service the host that runs it.</summary>
    public EngineService Bind(IHostApplicationLifetime lifetime)
    {
        _lifetime = lifetime;
        return this;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _engine = TradingEngine.Start(configuration, Say);
        Say($"started: name={configuration.Name}, journal={configuration.Journal.Folder}");
        _ = _engine.Ready.ContinueWith(_ => OnReady(), TaskScheduler.Default);
        _ = _engine.Failed.ContinueWith(failed => OnFailed(failed.Result), TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        SystemdNotifier.Notify("STOPPING=1");
        _engine!.Stop(Say);
        Out.Data("stopped");
        return Task.CompletedTask;
    }

    private static void Say(string line) => Out.Message($"lle: {line}");

    private static void OnReady()
    {
        SystemdNotifier.Notify("READY=1");
        Out.Data("ready");
    }

    private void OnFailed(EngineFault fault)
    {
        Say($"the engine has failed and stops: kind={fault.Kind}; {fault.Cause}");
        ExitCode = Console.ExitCode.Failed;
        _lifetime!.StopApplication();
    }
}
