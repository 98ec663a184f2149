using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// Overwrites secrets in a message that is written down: passwords, their encrypted forms, and the raw data and
/// signatures in which venues want a token, become asterisks of the same length. The checksum is then wrong, and
/// readers of logs know why. Allocates nothing. Source of the tags: FIX 4.4 Volume 6, FIX 5.0 SP2 EP 95.
/// </summary>
public static class SecretMask
{
    private const byte Mask = (byte)'*';

    private const int Signature = 89;
    private const int SecureData = 91;
    private const int RawData = 96;
    private const int Password = 554;
    private const int NewPassword = 925;
    private const int EncryptedPassword = 1402;
    private const int EncryptedNewPassword = 1404;

    public static bool IsSecret(int tag) => tag is Signature or SecureData or RawData or Password or NewPassword or
        EncryptedPassword or EncryptedNewPassword;

    /// <summary>
    /// True for a field that is not shown: a secret, or text without a tag behind one, which belongs to it where its
    /// stated length is wrong. Ask for the fields of a message in their order.
    /// </summary>
    /// <param name="tag">The field's; 0 where it has none that can be read.</param>
    /// <param name="hidesLast">What was said of the field before; false for the first.</param>
    public static bool Hides(int tag, bool hidesLast) => IsSecret(tag) || (tag == 0 && hidesLast);

    /// <summary>Masks in place; returns how many fields.</summary>
    public static int Apply(Span<byte> message)
    {
        int count = 0;
        bool hides = false;
        var fields = new FixFieldReader(message);
        while (fields.MoveNext())
        {
            hides = Hides(fields.Tag, hides);
            if (!hides)
                continue;

            message.Slice(fields.ValueOffset, fields.ValueLength).Fill(Mask);
            count++;
        }

        return count;
    }
}
