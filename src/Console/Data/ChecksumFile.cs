using System;
using System.IO;
using System.Security.Cryptography;

namespace LowLatencyEngine.Console.Data;

/// <summary>The SHA-256 that a venue publishes beside an archive, in a file of the same name with .CHECKSUM.</summary>
internal static class ChecksumFile
{
    private const string Ending = ".CHECKSUM";

    /// <summary>What is wrong; null where all is well or there is no such file.</summary>
    public static string? MismatchOrNull(string path)
    {
        if (!File.Exists(path) || !File.Exists(path + Ending))
            return null;

        string expected = File.ReadAllText(path + Ending).Split(' ', '\n', '\t')[0].Trim();
        using FileStream stream = File.OpenRead(path);
        string actual = Convert.ToHexStringLower(SHA256.HashData(stream));
        return actual.Equals(expected, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"sha256={actual}, expected={expected}; fetch the file again";
    }
}
