using System;
using System.Linq;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `tls` of a feed: the one certificate that is trusted, where the system does not decide.</summary>
internal static class FeedTlsReader
{
    private const int Sha256Digits = 64;
    private const string Allowed = "64 hexadecimal digits, where the address begins with wss or https";

    public static FeedConfiguration Read(ConfigurationReader reader, string path, FeedConfiguration feed) => feed with
    {
        WebSocketSha256 = ReadPin(reader, $"{path}.webSocketSha256", feed.WebSocket, "wss"),
        RestSha256 = ReadPin(reader, $"{path}.restSha256", feed.Rest, "https"),
    };

    // A pin beside an address without TLS would promise a safety that is not there.
    private static string ReadPin(ConfigurationReader reader, string path, Uri address, string secure)
    {
        if (!reader.Has(path))
            return "";

        string digits = reader.Text(path);
        bool isSha256 = digits.Length == Sha256Digits && digits.All(char.IsAsciiHexDigit);
        if (!isSha256 || address.Scheme != secure)
            reader.Refuse(path, Allowed);

        return digits;
    }
}
