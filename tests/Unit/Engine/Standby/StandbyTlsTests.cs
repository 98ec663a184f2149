using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using LowLatencyEngine.Engine.Standby;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Standby;

/// <summary>Each side is known by its key and nothing else, and the records come through TLS 1.3 unchanged.</summary>
public sealed class StandbyTlsTests
{
    [Fact]
    public void Records_come_through_tls_and_neither_plain_text_nor_a_wrong_key_gets_in()
    {
        using X509Certificate2 ofPrimary = Certificate();
        using X509Certificate2 ofStandby = Certificate();
        using X509Certificate2 ofStranger = Certificate();
        using var pair = new StandbyPair();
        pair.Trade(200);
        using StandbyServer server = pair.Serve(new StandbyTls(ofPrimary, PinOf(ofStandby)));
        foreach (StandbyTls? wrong in new[]
        {
            null,
            new StandbyTls(ofStranger, PinOf(ofPrimary)),
            new StandbyTls(ofStandby, PinOf(ofStranger)),
        })
        {
            Exception refused = Record.Exception(() => new Promotion(
                Copied(pair, server, ofStandby, ofPrimary), _ => { }).TakeOver(StandbyPair.AddressOf(server, wrong)));
            Assert.True(refused is IOException or StandbyStopException { IsOutcomeUnknown: true }, $"{refused}");
            Assert.True(Epoch.Load(pair.Primary.Journal.Folder).MayTrade);
        }

        Assert.Equal(StandbyPair.Records(pair.Primary), StandbyPair.Records(pair.Standby));
    }

    [Fact]
    public void Both_ends_speak_tls_1_3()
    {
        using X509Certificate2 ours = Certificate();
        using X509Certificate2 theirs = Certificate();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndPoint!);
        using Socket accepted = listener.Accept();
        SslStream? serverEnd = null;
        var thread = new Thread(() => serverEnd = (SslStream)new StandbyTls(ours, PinOf(theirs))
            .AcceptFrom(new NetworkStream(accepted)));
        thread.Start();
        using var clientEnd = (SslStream)new StandbyTls(theirs, PinOf(ours)).ConnectTo(client.GetStream());
        Assert.True(thread.Join(StandbyPair.Patience));
        using SslStream _ = serverEnd!;
        Assert.Equal(SslProtocols.Tls13, clientEnd.SslProtocol);
    }

    private static LowLatencyEngine.Engine.Configuration.EngineConfiguration Copied(
        StandbyPair pair, StandbyServer server, X509Certificate2 ofStandby, X509Certificate2 ofPrimary)
    {
        using FollowerRun run = pair.Follow(server, new StandbyTls(ofStandby, PinOf(ofPrimary)));
        run.WaitForApplied(pair.LastSequence);
        return pair.Standby;
    }

    private static byte[] PinOf(X509Certificate2 certificate) =>
        Convert.FromHexString(StandbyTls.PinOf(certificate));

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=lle", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
