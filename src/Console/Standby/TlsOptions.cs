using System.CommandLine;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine.Standby;

namespace LowLatencyEngine.Console.Standby;

/// <summary>How a standby connection is secured: both sides' keys, or nothing.</summary>
internal sealed class TlsOptions
{
    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "PEM file with this side's certificate and key: TLS 1.3",
    };

    private readonly Option<string?> _pin = new("--peer-pin")
    {
        Description = "SHA-256 of the other side's public key, 64 hexadecimal digits; each side prints its own",
    };

    public void AddTo(Command command)
    {
        command.Add(_certificate);
        command.Add(_pin);
    }

    /// <summary>Null for plain text.</summary>
    /// <exception cref="UsageException">One is given without the other.</exception>
    /// <exception cref="StandbyStopException">A file or pin cannot be read.</exception>
    public StandbyTls? Read(ParseResult parsed)
    {
        string? certificate = parsed.GetValue(_certificate);
        string? pin = parsed.GetValue(_pin);
        if (certificate is null && pin is null)
            return null;

        if (certificate is null || pin is null)
            throw new UsageException("--certificate and --peer-pin belong together; give both or neither");

        StandbyTls tls = StandbyTls.Load(certificate, pin);
        Out.Message($"lle: this side's pin is {StandbyTls.PinOf(tls.Certificate)}");
        return tls;
    }
}
