using System;
using System.CommandLine;
using LowLatencyEngine.Engine.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LowLatencyEngine.Console.Commands;

/// <summary>
/// `lle run`: the daemon. SIGTERM and Ctrl-C stop it clean; a failure of the engine ends it non-zero.
/// </summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Option<string> config = new("--config")
        {
            Description = "configuration file",
            DefaultValueFactory = _ => "config/engine.json",
        };
        Option<string?> journal = new("--journal") { Description = "journal folder instead of the configured one" };
        Option<bool> withInput = new("--exit-with-stdin")
        {
            Description = "also stop when standard input closes: for a parent process",
        };
        var command = new Command("run", "run the engine as a daemon") { config, journal, withInput };
        command.SetAction(parsed => Guarded.Run(() => Run(
            parsed.GetRequiredValue(config), parsed.GetValue(journal), parsed.GetValue(withInput))));
        return command;
    }

    private static int Run(string file, string? journalFolder, bool exitsWithInput)
    {
        EngineConfiguration configuration = EngineConfigurationFile.Load(file, journalFolder);
        var service = new EngineService(configuration);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostedService>(
            services => service.Bind(services.GetRequiredService<IHostApplicationLifetime>()));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(2));
        using IHost host = builder.Build();
        if (exitsWithInput)
            StandardInput.OnClosed(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);

        host.Run();
        return service.ExitCode;
    }
}
