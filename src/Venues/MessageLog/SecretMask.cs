using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// Overwrites secrets in a message that is written down: Password(554), NewPassword(925) and their encrypted forms
/// become asterisks of the same length. The checksum is then wrong, and readers of logs know why. Allocates nothing.
/// </summary>
public static class SecretMask
{
    private const byte Mask = (byte)'*';

    public static bool IsSecret(int tag) => tag is 554 or 925 or 1402 or 1404;

    /// <summary>Masks in place; returns how many fields.</summary>
    public static int Apply(Span<byte> message)
    {
        int count = 0;
        var fields = new FixFieldReader(message);
        while (fields.MoveNext())
        {
            if (!IsSecret(fields.Tag))
                continue;

            message.Slice(fields.ValueOffset, fields.ValueLength).Fill(Mask);
            count++;
        }

        return count;
    }
}
