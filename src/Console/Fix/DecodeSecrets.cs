namespace LowLatencyEngine.Console.Fix;

/// <summary>Fields that are never printed: Password(554), NewPassword(925) and their encrypted forms.</summary>
internal static class DecodeSecrets
{
    public const string Mask = "***";

    public static bool IsSecret(int tag) => tag is 554 or 925 or 1402 or 1404;
}
