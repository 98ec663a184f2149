using System.Globalization;
using System.IO;
using System.Net.Sockets;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>Where a primary's <see cref="StandbyServer"/> listens, and how a standby gets there.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Tls">Null for plain text.</param>
public sealed record PrimaryAddress(string Host, int Port, StandbyTls? Tls = null)
{
    private const string FileName = "primary.address";

    /// <summary>Reads HOST:PORT.</summary>
    /// <exception cref="StandbyStopException">It is not one.</exception>
    public static PrimaryAddress Parse(string text, StandbyTls? tls = null)
    {
        int colon = text.LastIndexOf(':');
        bool isAddress = int.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out int port) &&
            colon > 0 && port is > 0 and <= ushort.MaxValue;
        return isAddress
            ? new PrimaryAddress(text[..colon], port, tls)
            : throw new StandbyStopException(
                $"the primary's address is not HOST:PORT: follow={text}; correct --follow");
    }

    /// <summary>The address that the standby of a folder followed last; null where there was none.</summary>
    public static string? LastFollowed(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    /// <summary>Remembers it for the promotion.</summary>
    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, FileName), $"{this}\n");

    /// <summary>Connects and says what the connection is for.</summary>
    /// <param name="call">First message.</param>
    /// <param name="patienceMs">Longest silence of the other side.</param>
    /// <exception cref="IOException">Nobody answers, or another than was pinned.</exception>
    internal Stream Open(in StandbyCall call, int patienceMs)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.ReceiveTimeout = patienceMs;
            socket.SendTimeout = patienceMs;
            socket.Connect(Host, Port);
            var plain = new NetworkStream(socket, ownsSocket: true);
            Stream stream = Tls is null ? plain : Tls.ConnectTo(plain);
            call.Send(stream);
            return stream;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"the primary does not answer: follow={this}, error={e.SocketErrorCode}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";
}
