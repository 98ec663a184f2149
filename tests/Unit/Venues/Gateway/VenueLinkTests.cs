using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Gateway;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>A link against venues on real loopback sockets, all polled by the test's own thread.</summary>
public sealed class VenueLinkTests : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
    }

    [Fact]
    public void Trades_inside_tls_with_a_venue_whose_certificate_is_pinned()
    {
        VenueDouble venue = NewVenue(usesTls: true);
        VenueLink link = NewLink(venue.Tls!.Client(venue.Tls.Sha256), venue.EndPoint);
        Run(link, () => link.Session.IsSynchronized && venue.Connection.Session.IsLoggedOn, venue);

        Assert.Null(link.LastFault);
        venue.Connection.Session.LogOut("good night"u8, venue.NowNs);
        Run(link, () => link.LastFault is not null, venue);
        Assert.Equal(
            (FixEndReason.LogoutByPeer, "good night", ""),
            (link.LastFault!.Reason, link.LastFault.PeerText, link.LastFault.TlsFailure));
    }

    [Fact]
    public void Sends_nothing_to_a_venue_with_another_certificate_than_the_pinned_one()
    {
        VenueDouble venue = NewVenue(usesTls: true);
        VenueLink link = NewLink(venue.Tls!.Client(new string('0', 64)), venue.EndPoint);
        Run(link, () => link.LastFault is not null, venue);

        Assert.Equal(FixEndReason.None, link.LastFault!.Reason);
        Assert.NotEqual("", link.LastFault.TlsFailure);
        Assert.Equal(1, link.Session.NextOutgoing); // No Logon has taken a number.
    }

    [Fact]
    public void Trusts_no_unknown_issuer_where_nothing_is_pinned()
    {
        VenueDouble venue = NewVenue(usesTls: true);
        VenueLink link = NewLink(venue.Tls!.Client(sha256: ""), venue.EndPoint);
        Run(link, () => link.LastFault is not null, venue);

        Assert.NotEqual("", link.LastFault!.TlsFailure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fails_over_to_the_next_address(bool usesTls)
    {
        VenueDouble venue = NewVenue(usesTls);
        VenueLink link = NewLink(venue.Tls?.Client(venue.Tls.Sha256), ClosedEndPoint(), venue.EndPoint);
        Run(link, () => link.Session.IsSynchronized, venue);

        Assert.Equal(2, link.AttemptCount);
        Assert.Equal(SocketError.ConnectionRefused, link.LastFault!.Error);
    }

    [Fact]
    public void Comes_back_to_the_address_that_worked_after_a_cut()
    {
        VenueDouble venue = NewVenue(usesTls: false);
        VenueLink link = NewLink(tls: null, ClosedEndPoint(), venue.EndPoint);
        Run(link, () => link.Session.IsSynchronized, venue);
        link.NoteReady();
        venue.Connection.Close();
        Run(link, () => link.LastFault!.Number == 2, venue);
        venue.Pass(seconds: 1);
        Run(link, () => link.Session.IsSynchronized, venue);

        Assert.Equal(3, link.AttemptCount);
        Assert.Equal(venue.EndPoint, link.LastFault!.EndPoint);
    }

    [Fact]
    public void A_refused_logon_says_what_the_venue_said_and_waits_the_longest()
    {
        VenueDouble venue = NewVenue(usesTls: false);
        venue.Connection.Session.StartIncomingAt(5);
        VenueLink link = NewLink(tls: null, venue.EndPoint);
        Run(link, () => link.LastFault is not null, venue);
        Assert.Equal("MsgSeqNum too low, expecting 5 but received 1", link.LastFault!.PeerText);
        venue.Pass(seconds: 4.9);
        Run(link, () => true, venue);
        Assert.Equal(1, link.AttemptCount);
        venue.Pass(seconds: 0.2);
        Run(link, () => link.AttemptCount == 2, venue);
    }

    [Fact]
    public void Gives_up_an_attempt_that_is_closed()
    {
        VenueDouble venue = NewVenue(usesTls: true);
        VenueLink link = NewLink(venue.Tls!.Client(venue.Tls.Sha256), venue.EndPoint);
        link.ConnectWhenDue(venue.NowNs);
        link.Close();

        Assert.True(link.IsIdle);
    }

    private static void Run(VenueLink link, Func<bool> isDone, VenueDouble venue)
    {
        for (long i = 0; i < 20_000_000; i++)
        {
            link.ConnectWhenDue(venue.NowNs);
            link.Poll(venue.NowNs);
            while (link.Session.TryTakeMessage(venue.NowNs, out _))
            {
            }

            link.Connection.Flush();
            venue.Poll();
            if (isDone())
                return;
        }

        Assert.Fail($"gave up: state={link.Session.State}, fault={link.LastFault}");
    }

    private VenueDouble NewVenue(bool usesTls)
    {
        var venue = new VenueDouble(usesTls ? new TestTls() : null);
        _owned.Add(venue);
        return venue;
    }

    private VenueLink NewLink(FixTlsOptions? tls, params IPEndPoint[] endPoints)
    {
        var session = new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "ENGINE", TargetCompId = "VENUE", IsInitiator = true, Username = "me",
                Password = "secret",
            },
            new MemorySequenceStore());
        var link = new VenueLink(endPoints, tls, new ReconnectRules(), session);
        _owned.Add(link);
        return link;
    }

    private static IPEndPoint ClosedEndPoint()
    {
        using var listener = new FixListener(new IPEndPoint(IPAddress.Loopback, 0));
        return listener.EndPoint;
    }
}
