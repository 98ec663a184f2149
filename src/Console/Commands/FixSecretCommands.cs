using System;
using System.CommandLine;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Console.Commands;

/// <summary>`lle fix secret`: passwords of sessions, encrypted at rest. No word of it prints a value.</summary>
internal static class FixSecretCommands
{
    public static Command Create() => new("secret", "keep passwords of FIX sessions encrypted")
    {
        CreateKey(),
        CreateSet(),
        CreateList(),
        CreateRemove(),
    };

    private static Command CreateKey()
    {
        Argument<string> path = new("KEY") { Description = "file that gets the new key; only its owner may read it" };
        var command = new Command("key", "make a new key") { path };
        command.SetAction(parsed => Guarded.Run(() =>
        {
            SecretKey.Create(parsed.GetRequiredValue(path));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command CreateSet()
    {
        (Argument<string> name, Option<string> file, Option<string> key) = (Name(), File(), Key());
        var command = new Command("set", "read a value from standard input and keep it under a name")
        {
            name, file, key,
        };
        command.SetAction(parsed => Guarded.Run(() => Set(
            new SecretFile(parsed.GetRequiredValue(file), parsed.GetRequiredValue(key)),
            parsed.GetRequiredValue(name))));
        return command;
    }

    private static Command CreateList()
    {
        Option<string> file = File();
        Option<bool> json = EngineOption.Json();
        var command = new Command("list", "print the names of the secrets") { file, json };
        command.SetAction(parsed => Guarded.Run(() => List(parsed.GetRequiredValue(file), parsed.GetValue(json))));
        return command;
    }

    private static Command CreateRemove()
    {
        (Argument<string> name, Option<string> file) = (Name(), File());
        var command = new Command("remove", "forget a secret") { name, file };
        command.SetAction(parsed => Guarded.Run(() =>
        {
            string secret = parsed.GetRequiredValue(name);
            return new SecretFile(parsed.GetRequiredValue(file), keySource: "").Remove(secret)
                ? ExitCode.Ok
                : Out.Fail($"secret is not in the file: secret={secret}; see lle fix secret list");
        }));
        return command;
    }

    private static int List(string path, bool isJson)
    {
        if (!System.IO.File.Exists(path))
            return Out.Fail($"file of secrets is not there: path={path}; make it with lle fix secret set");

        var secrets = new SecretFile(path, keySource: "");
        if (isJson)
        {
            Out.DataJson(new { names = secrets.Names });
            return ExitCode.Ok;
        }

        foreach (string name in secrets.Names)
            Out.Data(name);

        return ExitCode.Ok;
    }

    private static int Set(SecretFile secrets, string name)
    {
        if (!System.Console.IsInputRedirected)
            Out.Message("value, one line (it is shown as you type; pipe it in where others may look):");

        string? value = System.Console.In.ReadLine();
        if (string.IsNullOrEmpty(value))
            return Out.Fail($"secret has no value: secret={name}; write it to standard input", ExitCode.Usage);

        try
        {
            secrets.Set(name, value);
            return ExitCode.Ok;
        }
        catch (ArgumentException e)
        {
            return Out.Fail(e.Message, ExitCode.Usage);
        }
    }

    private static Argument<string> Name() => new("NAME") { Description = "name of the secret" };

    private static Option<string> File() => new("--file") { Description = "file of secrets", Required = true };

    private static Option<string> Key() => new("--key")
    {
        Description = "file with the key, or credential:NAME for one that systemd hands over",
        Required = true,
    };
}
