using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Unit.Feeds.Download;

/// <summary>
/// Binance's archives and interface on loopback, with content made from names alone: the same for every server. Faults
/// are scripted: each is taken by the next request.
/// </summary>
internal sealed class HistoryServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Queue<Action<HttpListenerResponse>> _faults = new();
    private readonly Lock _lock = new();
    private readonly Task _serving;
    private int _requestCount;

    public HistoryServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            BaseUri = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(BaseUri.AbsoluteUri);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public Uri BaseUri { get; }

    public int RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Called with the number of each request before it is answered.</summary>
    public Action<int> OnRequest { get; set; } = _ => { };

    /// <summary>Bytes of an archive, for the size of it in tests.</summary>
    public int ArchiveBytes { get; init; } = 50_000;

    public bool HasRanges { get; init; } = true;

    /// <summary>Trades there are, one each second from the first of January 2024 on, ids from 500.</summary>
    public int TradeCount { get; init; } = 2_500;

    public static byte[] ArchiveOf(string name, int sizeBytes)
    {
        var bytes = new byte[sizeBytes];
        int seed = 17;
        foreach (char c in name)
            seed = unchecked(seed * 31 + c);

        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public void Fail(HttpStatusCode status, string? retryAfter = null) => AddFault(response =>
    {
        response.StatusCode = (int)status;
        if (retryAfter is not null)
            response.AddHeader("Retry-After", retryAfter);

        response.Close();
    });

    /// <summary>Breaks the connection within an answer.</summary>
    public void Break() => AddFault(response =>
    {
        response.ContentLength64 = 100;
        response.OutputStream.Write("half of it"u8);
        response.OutputStream.Flush();
        response.Abort();
    });

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait();
        _listener.Close();
    }

    private void AddFault(Action<HttpListenerResponse> fault)
    {
        lock (_lock)
            _faults.Enqueue(fault);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                OnRequest(Interlocked.Increment(ref _requestCount));
                Answer(context);
            }
            catch (Exception e) when (
                e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                if (!_listener.IsListening)
                    return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        lock (_lock)
        {
            if (_faults.TryDequeue(out Action<HttpListenerResponse>? fault))
            {
                fault(context.Response);
                return;
            }
        }

        string path = context.Request.Url!.AbsolutePath;
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (path.EndsWith(".CHECKSUM", StringComparison.Ordinal))
            Send(context, Encoding.ASCII.GetBytes(ChecksumOf(name[..^".CHECKSUM".Length])), ranges: false);
        else if (path.EndsWith(".zip", StringComparison.Ordinal))
            Send(context, ArchiveOf(name, ArchiveBytes), HasRanges);
        else if (name == "klines")
            Send(context, Encoding.ASCII.GetBytes(KlinesOf(context.Request)), ranges: false);
        else if (name == "aggTrades")
            Send(context, Encoding.ASCII.GetBytes(TradesOf(context.Request)), ranges: false);
        else
            Send(context, [], ranges: false);
    }

    private string ChecksumOf(string name) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(ArchiveOf(name, ArchiveBytes)))}  {name}\n";

    private static void Send(HttpListenerContext context, byte[] body, bool ranges)
    {
        HttpListenerResponse response = context.Response;
        string? range = context.Request.Headers["Range"];
        if (ranges && range is not null)
        {
            string[] bounds = range["bytes=".Length..].Split('-');
            int begin = int.Parse(bounds[0], CultureInfo.InvariantCulture);
            int end = Math.Min(int.Parse(bounds[1], CultureInfo.InvariantCulture), body.Length - 1);
            response.StatusCode = (int)HttpStatusCode.PartialContent;
            response.AddHeader("Content-Range", $"bytes {begin}-{end}/{body.Length}");
            body = body[begin..(end + 1)];
        }

        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body);
        response.Close();
    }

    private static string KlinesOf(HttpListenerRequest request)
    {
        long begin = Number(request, "startTime");
        long end = Number(request, "endTime");
        long limit = Number(request, "limit");
        List<string> rows = [];
        for (long open = (begin + 59_999) / 60_000 * 60_000; open <= end && rows.Count < limit; open += 60_000)
        {
            long price = open / 60_000 % 977 + 1;
            rows.Add($"[{open},\"{price}.5\",\"{price + 1}\",\"{price}\",\"{price}.7\",\"1.5\",{open + 59_999}," +
                "\"3\",9,\"1\",\"2\",\"0\"]");
        }


        return $"[{string.Join(',', rows)}]";
    }

    private string TradesOf(HttpListenerRequest request)
    {
        const long FirstMs = 1_704_067_200_000;
        const long FirstId = 500;
        long limit = Number(request, "limit");
        long index = request.QueryString["fromId"] is not null
            ? Number(request, "fromId") - FirstId
            : Math.Max(0, (Number(request, "startTime") - FirstMs) / 1_000);
        List<string> rows = [];
        for (; index < TradeCount && rows.Count < limit; index++)
        {
            rows.Add($"{{\"a\":{FirstId + index},\"p\":\"{100 + index % 7}.5\",\"q\":\"0.1\",\"f\":1,\"l\":2," +
                $"\"T\":{FirstMs + index * 1_000},\"m\":{(index % 2 == 0 ? "true" : "false")},\"M\":true}}");
        }

        return $"[{string.Join(',', rows)}]";
    }

    private static long Number(HttpListenerRequest request, string name) =>
        long.Parse(request.QueryString[name]!, CultureInfo.InvariantCulture);
}
