using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Fix;

/// <summary>Where a venue listens.</summary>
/// <param name="Host">Name or IP address.</param>
/// <param name="Port">TCP port.</param>
public readonly record struct FixAddress(string Host, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>
/// Gathers SocketConnectHost and SocketConnectPort, and those with a number behind them, as QuickFIX's files name a
/// venue's addresses in the order to try them. For set-up.
/// </summary>
internal sealed class ConnectSettings
{
    private const string HostName = "SocketConnectHost";
    private const string PortName = "SocketConnectPort";

    private readonly SortedDictionary<int, string> _hosts = [];
    private readonly SortedDictionary<int, int> _ports = [];

    public bool IsGiven => _hosts.Count + _ports.Count > 0;

    /// <summary>False where the name is none of these.</summary>
    /// <exception cref="ArgumentException">The port is none.</exception>
    public bool TrySet(string name, string value)
    {
        if (TryNumber(name, HostName, out int index))
        {
            _hosts[index] = value.Length > 0 ? value : throw new ArgumentException("name a host");
            return true;
        }

        if (!TryNumber(name, PortName, out index))
            return false;

        bool isPort = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        _ports[index] = isPort && port is > 0 and < 65_536 ? port : throw new ArgumentException("use 1 to 65535");
        return true;
    }

    /// <summary>The addresses in order.</summary>
    /// <exception cref="ArgumentException">A host has no port, or a port no host.</exception>
    public IReadOnlyList<FixAddress> Build()
    {
        var addresses = new List<FixAddress>();
        foreach ((int index, string host) in _hosts)
        {
            addresses.Add(_ports.Remove(index, out int port)
                ? new FixAddress(host, port)
                : throw new ArgumentException(
                    $"FIX venue has no port: {HostName}{Suffix(index)}={host}; give its port"));
        }

        foreach (int index in _ports.Keys)
            throw new ArgumentException($"FIX venue has no host: {PortName}{Suffix(index)}; give its host");

        return addresses;
    }

    private static string Suffix(int index) => index == 0 ? "" : index.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string name, string stem, out int index)
    {
        index = 0;
        return name.StartsWith(stem, StringComparison.Ordinal) &&
            (name.Length == stem.Length ||
                int.TryParse(name.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out index));
    }
}
