using System;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Feeds;

/// <summary>Checks of options that name the option, its value and what is allowed. Set-up only.</summary>
internal static class FeedOption
{
    public static void Require(string option, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new ArgumentException($"feed option out of range: {option}={value}; set it from {least} to {most}");
    }

    public static void RequireSha256(string option, string digits)
    {
        if (digits.Length > 0 && (digits.Length != PinnedCertificate.Digits || !IsHexadecimal(digits)))
        {
            throw new ArgumentException(
                $"feed option is no SHA-256: {option}={digits}; write {PinnedCertificate.Digits} hexadecimal digits");
        }
    }

    public static void RequireScheme(string option, Uri uri, string plain, string secure)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != plain && uri.Scheme != secure))
        {
            throw new ArgumentException(
                $"feed option is no address: {option}={uri}; write {plain}://HOST:PORT or {secure}://HOST:PORT");
        }
    }

    private static bool IsHexadecimal(string digits)
    {
        foreach (char digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
        }

        return true;
    }
}
