using System;
using System.Net.Sockets;
using System.Text;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Tells systemd how the daemon is (sd_notify(3): READY=1, STOPPING=1, WATCHDOG=1) where it was started by systemd;
/// does nothing elsewhere. Housekeeping threads only.
/// </summary>
public static class SystemdNotifier
{
    /// <summary>
    /// Sends one state, such as "READY=1". A missing or deaf systemd is no fault of the engine's and changes nothing.
    /// </summary>
    public static void Notify(string state)
    {
        string? path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
        if (string.IsNullOrEmpty(path))
            return;

        string address = path[0] == '@' ? "\0" + path[1..] : path;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(address));
        }
        catch (SocketException)
        {
            // Nobody listens any more: the daemon's own life does not depend on it.
        }
    }
}
