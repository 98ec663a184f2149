using System;
using System.IO;
using System.Security.Cryptography;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The key that opens a <see cref="SecretFile"/>: 32 bytes in hexadecimal, in a file that only its owner may read, or
/// handed over by systemd ("credential:NAME" is the file NAME of $CREDENTIALS_DIRECTORY). For set-up.
/// </summary>
public static class SecretKey
{
    private const int SizeBytes = 32; // AES-256.
    private const int FileSizeBytesMax = 1_024;
    private const string CredentialPrefix = "credential:";
    private const string CredentialFolderVariable = "CREDENTIALS_DIRECTORY";

    private const UnixFileMode OthersModes =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Writes a new key to a file that was not there.</summary>
    /// <exception cref="IOException">The file is there, or cannot be written.</exception>
    public static void Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        byte[] key = RandomNumberGenerator.GetBytes(SizeBytes);
        try
        {
            using var writer = new StreamWriter(path, options);
            writer.WriteLine(Convert.ToHexString(key));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Reads the key; the caller zeroes it after use.</summary>
    /// <exception cref="InvalidDataException">Others may read the file, or it holds no key.</exception>
    /// <exception cref="IOException">The file is not there.</exception>
    public static byte[] Load(string source)
    {
        bool isCredential = source.StartsWith(CredentialPrefix, StringComparison.Ordinal);
        string path = isCredential ? CredentialPath(source[CredentialPrefix.Length..]) : source;
        var file = new FileInfo(path);
        if (!isCredential && file.Exists && (file.UnixFileMode & OthersModes) != UnixFileMode.None)
        {
            throw new InvalidDataException(
                $"secret key can be read by others: path={path}, mode={file.UnixFileMode}; chmod 600 it");
        }

        if (file.Exists && file.Length <= FileSizeBytesMax)
        {
            string text = File.ReadAllText(path).Trim();
            if (text.Length == 2 * SizeBytes && IsHex(text))
                return Convert.FromHexString(text);
        }
        else if (!file.Exists)
        {
            throw new FileNotFoundException($"secret key is not there: path={path}; make one with lle fix secret key");
        }

        throw new InvalidDataException(
            $"secret key is none: path={path}, sizeBytes={file.Length}; it must hold {2 * SizeBytes} hexadecimal " +
            "digits");
    }

    private static string CredentialPath(string name)
    {
        string? folder = Environment.GetEnvironmentVariable(CredentialFolderVariable);
        return folder is { Length: > 0 } && name.Length > 0 && !name.Contains('/', StringComparison.Ordinal)
            ? Path.Combine(folder, name)
            : throw new InvalidDataException(
                $"secret key comes from no service: credential={name}; start under systemd with " +
                $"LoadCredential={name}:...");
    }

    private static bool IsHex(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }
}
