using System;
using System.Linq;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>Both roles inside TLS, against both counterparties; the pin of the certificate decides.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _ours = new();
    private readonly TemporaryFolder _theirs = new();
    private readonly TestCertificate _ourCertificate;
    private readonly TestCertificate _theirCertificate;

    public TlsTests()
    {
        _ourCertificate = new TestCertificate(_ours.Path);
        _theirCertificate = new TestCertificate(_theirs.Path);
    }

    public void Dispose()
    {
        _ourCertificate.Dispose();
        _theirCertificate.Dispose();
        _ours.Dispose();
        _theirs.Dispose();
    }

    [QuickFixFact]
    public void Our_initiator_trades_with_a_QuickFix_venue_whose_certificate_is_pinned()
    {
        int port = LoopbackPort.Free();
        using PeerProcess venue = QuickFixPeer.StartAcceptor(port, _theirs.Path, _theirCertificate);
        AssertInitiatorTrades(port);
    }

    [JsPureFixFact]
    public void Our_initiator_trades_with_a_JsPureFix_venue_whose_certificate_is_pinned()
    {
        int port = LoopbackPort.Free();
        using PeerProcess venue = JsPureFixPeer.StartAcceptor(port, certificate: _theirCertificate);
        AssertInitiatorTrades(port);
    }

    [QuickFixFact]
    public void Our_initiator_says_nothing_to_a_QuickFix_venue_with_another_certificate()
    {
        int port = LoopbackPort.Free();
        using PeerProcess venue = QuickFixPeer.StartAcceptor(port, _theirs.Path, _theirCertificate);
        AssertInitiatorRefuses(port, venue);
    }

    [JsPureFixFact]
    public void Our_initiator_says_nothing_to_a_JsPureFix_venue_with_another_certificate()
    {
        int port = LoopbackPort.Free();
        using PeerProcess venue = JsPureFixPeer.StartAcceptor(port, certificate: _theirCertificate);
        AssertInitiatorRefuses(port, venue);
    }

    [QuickFixFact]
    public void Our_acceptor_serves_a_QuickFix_trader_whose_certificate_is_pinned()
    {
        using EngineSide engine = StartAcceptor(_theirCertificate.Sha256);
        using PeerProcess trader = QuickFixPeer.StartInitiator(engine.Port, _theirs.Path, _theirCertificate);
        AssertAcceptorServes(engine, trader);
    }

    [JsPureFixFact]
    public void Our_acceptor_serves_a_JsPureFix_trader_whose_certificate_is_pinned()
    {
        using EngineSide engine = StartAcceptor(_theirCertificate.Sha256);
        using PeerProcess trader = JsPureFixPeer.StartInitiator(engine.Port, certificate: _theirCertificate);
        AssertAcceptorServes(engine, trader);
    }

    [QuickFixFact]
    public void Our_acceptor_turns_a_QuickFix_trader_with_another_certificate_away()
    {
        using EngineSide engine = StartAcceptor(_ourCertificate.Sha256);
        using PeerProcess trader = QuickFixPeer.StartInitiator(engine.Port, _theirs.Path, _theirCertificate);
        AssertAcceptorRefuses(engine, trader);
    }

    [JsPureFixFact]
    public void Our_acceptor_turns_a_JsPureFix_trader_with_another_certificate_away()
    {
        using EngineSide engine = StartAcceptor(_ourCertificate.Sha256);
        using PeerProcess trader = JsPureFixPeer.StartInitiator(engine.Port, certificate: _theirCertificate);
        AssertAcceptorRefuses(engine, trader);
    }

    private void AssertInitiatorTrades(int port)
    {
        using EngineSide engine = StartInitiator(port, _theirCertificate.Sha256);
        engine.WaitUntilReady();
        engine.Send(MsgTypes.NewOrderSingle, "11=1|55=EURUSD|54=1|60=20260105-10:00:00.000|38=100|40=1|");
        engine.WaitForTaken(2);
        Assert.Equal(["1-0", "1-F"], engine.Taken.Select(taken => FieldsText.Field(taken.Fields, 17)));
    }

    private void AssertInitiatorRefuses(int port, PeerProcess venue)
    {
        using EngineSide engine = StartInitiator(port, _ourCertificate.Sha256);
        Eventually.Holds(() => engine.TlsFailure.Length > 0, Patience, () => "the handshake did not fail");
        Assert.False(engine.IsReady);
        Assert.DoesNotContain("logon", venue.Lines);
    }

    private static void AssertAcceptorServes(EngineSide engine, PeerProcess trader)
    {
        trader.WaitFor("logon");
        trader.Tell("order 1 20");
        engine.WaitForTaken(20);
        Assert.Equal(
            Enumerable.Range(1, 20).Select(id => $"{id}"),
            engine.Taken.Select(taken => FieldsText.Field(taken.Fields, 11)));
    }

    private static void AssertAcceptorRefuses(EngineSide engine, PeerProcess trader)
    {
        Eventually.Holds(() => engine.TlsFailure.Length > 0, Patience, () => "the handshake did not fail");
        Assert.Empty(engine.Taken);
        Assert.DoesNotContain("logon", trader.Lines);
    }

    private EngineSide StartInitiator(int port, string pin)
    {
        EngineSide engine = EngineSide.Initiator(_ours.Path, port, resets: true);
        engine.Tls = _ourCertificate.Trusting(pin);
        engine.Start();
        return engine;
    }

    private EngineSide StartAcceptor(string pin)
    {
        EngineSide engine = EngineSide.Acceptor(_ours.Path);
        engine.Tls = _ourCertificate.Trusting(pin);
        engine.Start();
        return engine;
    }
}
