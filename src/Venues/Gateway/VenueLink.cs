using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Keeps one session connected: to which of a venue's addresses, when, plain or inside TLS. Owned by the session's
/// thread, which never waits in it; allocates only when a connection begins or ends.
/// </summary>
public sealed class VenueLink : IDisposable
{
    private readonly IReadOnlyList<IPEndPoint> _endPoints;
    private readonly FixTlsOptions? _tls;
    private readonly ReconnectPace _pace;
    private TlsDial? _dial;
    private TlsTunnel? _tunnel;
    private IPEndPoint _endPoint;
    private bool _isUnderWay; // From the start of an attempt to the end of its connection.
    private bool _wasOpen;
    private bool _wasLoggedOn;
    private VenueFault? _lastFault;

    /// <param name="endPoints">In the order in which they are tried.</param>
    /// <param name="tls">Null for plain TCP.</param>
    /// <param name="rules">How often it is tried.</param>
    /// <param name="session">Disconnected; the link owns it from now on.</param>
    /// <exception cref="ArgumentException">There is no address, or a rule is out of range.</exception>
    public VenueLink(
        IReadOnlyList<IPEndPoint> endPoints, FixTlsOptions? tls, ReconnectRules rules, FixSession session)
    {
        _pace = new ReconnectPace(rules, endPoints.Count);
        _endPoints = endPoints;
        _endPoint = endPoints[0];
        _tls = tls;
        Connection = new FixConnection(session);
    }

    /// <summary>The connection; to be polled and flushed through this link or by itself.</summary>
    public FixConnection Connection { get; }

    public FixSession Session => Connection.Session;

    /// <summary>Connections begun.</summary>
    public long AttemptCount { get; private set; }

    /// <summary>Nothing is connected or on its way there.</summary>
    public bool IsIdle => !_isUnderWay && Connection.State == FixConnectionState.Closed;

    /// <summary>The end of the last connection; null before the first. Any thread.</summary>
    public VenueFault? LastFault => Volatile.Read(ref _lastFault);

    /// <summary>Starts an attempt where nothing is under way and it is time.</summary>
    public void ConnectWhenDue(long nowNs)
    {
        if (!IsIdle || !_pace.IsDue(nowNs))
            return;

        AttemptCount++;
        _endPoint = _endPoints[_pace.HostIndex];
        _pace.NoteAttempt(nowNs);
        _isUnderWay = true;
        _wasOpen = false;
        _wasLoggedOn = false;
        if (_tls is null)
            Connection.StartConnecting(_endPoint, nowNs);
        else
            _dial = new TlsDial(_endPoint, _tls);
    }

    /// <summary>Goes on with whatever is under way.</summary>
    /// <returns>True where bytes came in or went out.</returns>
    public bool Poll(long nowNs)
    {
        if (_dial is { IsCompleted: true })
            EndDial(_dial, nowNs);

        bool hasMoved = Connection.Poll(nowNs);
        _wasOpen |= Connection.State == FixConnectionState.Open;
        _wasLoggedOn |= Session.IsLoggedOn;
        if (_isUnderWay && _dial is null && Connection.State == FixConnectionState.Closed)
            NoteEnd(nowNs, _tunnel?.Failure);

        return hasMoved;
    }

    /// <summary>The session is of use: the next loss is followed by an attempt at once.</summary>
    public void NoteReady() => _pace.NoteSuccess();

    /// <summary>Cuts the connection, or gives the attempt up.</summary>
    public void Close()
    {
        _dial?.Dispose();
        _dial = null;
        Connection.Close();
        _tunnel?.Dispose();
        _tunnel = null;
        _isUnderWay = false;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void EndDial(TlsDial dial, long nowNs)
    {
        _dial = null;
        if (dial.TryTake(out _tunnel))
            Connection.TryAttach(_tunnel!.PlainEnd, nowNs);
        else
            NoteEnd(nowNs, dial.Failure);
    }

    // A venue that just cuts the line may be on its way down: that is a failure like any other.
    private bool IsRefusal(FixEndReason reason) => reason is FixEndReason.MsgSeqNumTooLow or
        FixEndReason.LogonRefusedByPeer or FixEndReason.LogonRefusedByUs ||
        (reason == FixEndReason.LogoutByPeer && !_wasLoggedOn);

    private void NoteEnd(long nowNs, Exception? tlsFailure)
    {
        _isUnderWay = false;
        _tunnel?.Dispose();
        _tunnel = null;
        if (_wasOpen && IsRefusal(Session.EndReason))
            _pace.NoteRefused(nowNs);
        else if (!_wasLoggedOn)
            _pace.NoteFailure();

        SocketError error = tlsFailure is SocketException e ? e.SocketErrorCode : Connection.LastError;
        // Release: pairs with the acquire in LastFault.
        Volatile.Write(ref _lastFault, new VenueFault(
            (_lastFault?.Number ?? 0) + 1,
            _endPoint,
            error,
            _wasOpen ? Session.EndReason : FixEndReason.None,
            Encoding.Latin1.GetString(_wasOpen ? Session.PeerText : default),
            tlsFailure?.Message ?? ""));
    }
}
