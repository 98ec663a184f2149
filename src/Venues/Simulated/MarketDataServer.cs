using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Market data in the exchange's form on loopback: WebSocket <c>/stream?streams=a/b</c> and <c>/ws/a</c>, REST
/// <c>GET /api/v3/depth?symbol=S</c>; the futures' paths and <c>/v5/public/MARKET</c> likewise. One thread, the
/// conductor's, publishes; nothing is ever dropped: it waits for the slowest subscriber. Requests run on the thread
/// pool.
/// </summary>
internal sealed class MarketDataServer : IAsyncDisposable
{
    private const int StreamsPerRequestMax = 1_024; // The exchange's limit.
    private const int ResponseBufferBytes = 256 * 1024;

    private readonly InstrumentTable _instruments;
    private readonly SnapshotDesk _desk;
    private readonly StreamNames _names;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _hasSubscriber = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly KestrelServer _server;
    private ImmutableArray<Subscriber> _subscribers = [];
    private long _framesSent;

    public MarketDataServer(InstrumentTable instruments, SnapshotDesk desk, StreamNames names, int port)
    {
        _instruments = instruments;
        _desk = desk;
        _names = names;
        Port = port;

        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxResponseBufferSize = ResponseBufferBytes;
        options.Limits.MinResponseDataRate = null; // A slow reader slows the playback; it is not cut off.
        options.Listen(IPAddress.Loopback, port);
        NullLoggerFactory logs = NullLoggerFactory.Instance;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        _server = new KestrelServer(Options.Create(options), transport, logs);
    }

    /// <summary>Port on 127.0.0.1, bound after <see cref="StartAsync"/>.</summary>
    public int Port { get; private set; }

    /// <summary>Connections that take frames.</summary>
    public int SubscriberCount => _subscribers.Length;

    /// <summary>Frames given to connections that were alive, each counted once a connection. Any thread.</summary>
    public long FramesSent => Volatile.Read(ref _framesSent);

    /// <exception cref="IOException">The port is taken; the message names it.</exception>
    public async Task StartAsync()
    {
        var webSockets = new WebSocketMiddleware(
            RouteAsync, Options.Create(new WebSocketOptions()), NullLoggerFactory.Instance);
        try
        {
            await _server.StartAsync(new Application(webSockets), CancellationToken.None);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new IOException(BusyPort.Message("market data", Port), e);
        }

        foreach (string address in _server.Features.Get<IServerAddressesFeature>()!.Addresses)
            Port = new Uri(address).Port;
    }

    /// <summary>Waits until somebody listens. False if the bound has passed first.</summary>
    public bool WaitForSubscriber(TimeSpan bound, CancellationToken stopped) => _hasSubscriber.Wait(bound, stopped);

    /// <summary>Gives a frame to everybody who asked for its stream. Conductor only.</summary>
    public void Publish(int streamId, ReadOnlyMemory<byte> json)
    {
        foreach (Subscriber subscriber in _subscribers)
        {
            if (!subscriber.Wants(streamId))
                continue;

            subscriber.Send(json);
            if (!subscriber.IsDead)
                Volatile.Write(ref _framesSent, _framesSent + 1); // Only the conductor writes.
        }
    }

    /// <summary>Gives bytes to everybody that need not be a WebSocket frame. Conductor only.</summary>
    public void PublishRaw(byte[] bytes)
    {
        foreach (Subscriber subscriber in _subscribers)
            subscriber.SendRaw(bytes);
    }

    /// <summary>Sends what is gathered. Conductor only, before it waits for anything.</summary>
    public void Push()
    {
        foreach (Subscriber subscriber in _subscribers)
        {
            subscriber.Push();
            if (subscriber.IsDead)
                Remove(subscriber);
        }
    }

    /// <summary>
    /// Closes every connection as the exchange does; clients come back and begin anew. Conductor only.
    /// </summary>
    public void CloseAll(string reason)
    {
        foreach (Subscriber subscriber in _subscribers)
        {
            subscriber.Close(reason);
            Remove(subscriber);
        }
    }

    /// <summary>Cuts all connections and frees the port. A conductor that waits in here is freed too.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        foreach (Subscriber subscriber in _subscribers)
            subscriber.Abort();

        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        _hasSubscriber.Dispose();
        _stopped.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task RouteAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        if (path.Value is "/api/v3/depth" or "/fapi/v1/depth" or "/dapi/v1/depth")
            return AnswerDepthAsync(context);

        if (path == "/stream")
            return SubscribeAsync(context, NamesIn(context.Request.Query["streams"].ToString()));

        // Venues that are asked by text within the connection; their frames name no stream and go to all of them.
        if (path.StartsWithSegments("/v5/public", StringComparison.Ordinal))
            return SubscribeAsync(context, [""]);

        return path.StartsWithSegments("/ws", StringComparison.Ordinal, out PathString rest)
            ? SubscribeAsync(context, NamesIn(rest.Value!.TrimStart('/')))
            : AnswerErrorAsync(context, StatusCodes.Status404NotFound, -1000, "no such path");
    }

    private async Task AnswerDepthAsync(HttpContext context)
    {
        int index = _instruments.FindByVenueSymbol(Encoding.UTF8.GetBytes(context.Request.Query["symbol"].ToString()));
        if (index < 0)
        {
            await AnswerErrorAsync(context, StatusCodes.Status400BadRequest, -1121, "Invalid symbol.");
            return;
        }

        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopped.Token);
        try
        {
            ReadOnlyMemory<byte>? book = await _desk.GetAsync(index, aborted.Token);
            if (book is { } json)
                await AnswerAsync(context, json);
            else
                await AnswerErrorAsync(context, StatusCodes.Status503ServiceUnavailable, -1001, "the market is closed");
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // The client has gone or the venue stops.
        }
    }

    private static string[] NamesIn(string streams) => streams.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private async Task SubscribeAsync(HttpContext context, string[] names)
    {
        if (!context.WebSockets.IsWebSocketRequest || names.Length is 0 or > StreamsPerRequestMax)
        {
            await AnswerErrorAsync(
                context, StatusCodes.Status400BadRequest, -1002, "ask by WebSocket for /stream?streams=a/b");
            return;
        }

        var ids = new HashSet<int>();
        foreach (string name in names)
            ids.Add(_names.IdOf(Encoding.UTF8.GetBytes(name)));

        using System.Net.WebSockets.WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        BatchStream stream = ((BatchingUpgrade)context.Features.Get<IHttpUpgradeFeature>()!).Stream!;
        var subscriber = new Subscriber(socket, stream, ids, context.Abort);
        Add(subscriber);
        await subscriber.ReceiveUntilClosedAsync(_stopped.Token);
        Remove(subscriber);
    }

    private void Add(Subscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers = _subscribers.Add(subscriber);
            _hasSubscriber.Set();
        }
    }

    private void Remove(Subscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers = _subscribers.Remove(subscriber);
            if (_subscribers.Length == 0)
                _hasSubscriber.Reset();
        }
    }

    /// <summary>In the exchange's form of an error.</summary>
    private static async Task AnswerErrorAsync(HttpContext context, int status, int code, string text)
    {
        context.Response.StatusCode = status;
        await AnswerAsync(context, Encoding.UTF8.GetBytes($$"""{"code":{{code}},"msg":"{{text}}"}"""));
    }

    private static async Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json);
    }

    /// <summary>
    /// The server without a host: no configuration files, no environment, no signal handlers of its own.
    /// </summary>
    private sealed class Application(WebSocketMiddleware webSockets) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
                context.Features.Set<IHttpUpgradeFeature>(new BatchingUpgrade(upgrade));

            return webSockets.Invoke(context);
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
            // Nothing is held for a request.
        }
    }
}
