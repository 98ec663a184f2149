using System;

namespace LowLatencyEngine.Feeds;

/// <summary>Checks of options that name the option, its value and what is allowed. Set-up only.</summary>
internal static class FeedOption
{
    public static void Require(string option, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"feed option out of range: {option}={value}; set it from {least} to {most}");
    }

    public static void RequireScheme(string option, Uri uri, string plain, string secure)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != plain && uri.Scheme != secure))
        {
            throw new ArgumentException(
                $"feed option is no address: {option}={uri}; write {plain}://HOST:PORT or {secure}://HOST:PORT");
        }
    }
}
