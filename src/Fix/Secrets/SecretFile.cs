using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Passwords and tokens at rest: one line a secret, its name and its value encrypted by AES-256-GCM under a key kept
/// elsewhere (<see cref="SecretKey"/>). The name is authenticated with the value, so that nobody can swap two of them.
/// Nothing here ever puts a value into a message. For set-up.
/// </summary>
/// <remarks>
/// <code>
///  lle-secrets 1
///  NAME BASE64(nonce, 12 bytes | tag, 16 bytes | encrypted value)
/// </code>
/// </remarks>
public sealed class SecretFile
{
    /// <summary>What stands before the name of a secret where a value is expected.</summary>
    public const string ReferencePrefix = "secret:";

    private const string Heading = "lle-secrets 1";
    private const int NonceSizeBytes = 12;
    private const int TagSizeBytes = 16;
    private const int NameLengthMax = 64;
    private const int ValueLengthMax = 1_024;

    private readonly string _path;
    private readonly string _keySource;
    private readonly SortedDictionary<string, string> _sealedByName = new(StringComparer.Ordinal);

    /// <summary>Reads the file; one that is not there is an empty one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keySource">See <see cref="SecretKey.Load"/>; read when a secret is.</param>
    /// <exception cref="InvalidDataException">It is no file of secrets.</exception>
    public SecretFile(string path, string keySource)
    {
        _path = path;
        _keySource = keySource;
        if (!File.Exists(path))
            return;

        string[] lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Heading)
        {
            throw new InvalidDataException(
                $"file holds no secrets of ours: path={path}; its first line is not {Heading}");
        }

        for (int i = 1; i < lines.Length; i++)
        {
            string[] parts = lines[i].Split(' ');
            if (parts.Length != 2 || !_sealedByName.TryAdd(parts[0], parts[1]))
                throw new InvalidDataException($"file of secrets is damaged: path={path}, line={i + 1}; set it again");
        }
    }

    /// <summary>Names of the secrets, in order.</summary>
    public IReadOnlyCollection<string> Names => _sealedByName.Keys;

    /// <summary>
    /// What a setting means: the text itself, or where it is "secret:NAME" the secret of that name.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no such secret, or it cannot be opened.</exception>
    public static string Resolve(string setting, SecretFile? file)
    {
        if (!setting.StartsWith(ReferencePrefix, StringComparison.Ordinal))
            return setting;

        string name = setting[ReferencePrefix.Length..];
        return file is not null
            ? file.Get(name)
            : throw new InvalidDataException($"no file of secrets is named: secret={name}; name the file and its key");
    }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidDataException">There is none of this name, or it cannot be opened.</exception>
    public string Get(string name)
    {
        if (!_sealedByName.TryGetValue(name, out string? text))
            throw new InvalidDataException($"secret is not in the file: secret={name}, path={_path}; set it first");

        byte[] whole = Decode(name, text);
        byte[] value = new byte[whole.Length - NonceSizeBytes - TagSizeBytes];
        byte[] key = SecretKey.Load(_keySource);
        try
        {
            using var aes = new AesGcm(key, TagSizeBytes);
            aes.Decrypt(
                whole.AsSpan(0, NonceSizeBytes),
                whole.AsSpan(NonceSizeBytes + TagSizeBytes),
                whole.AsSpan(NonceSizeBytes, TagSizeBytes),
                value,
                Encoding.ASCII.GetBytes(name));
            return Encoding.ASCII.GetString(value);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new InvalidDataException(
                $"secret cannot be opened: secret={name}, path={_path}; the key is another, or the line was changed",
                e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(value);
        }
    }

    /// <summary>
    /// Encrypts a value under a nonce of its own and writes the file anew, readable by its owner only.
    /// </summary>
    /// <exception cref="ArgumentException">The name or the value is not of the allowed form.</exception>
    public void Set(string name, string value)
    {
        ThrowIfNoName(name);
        if (value.Length is 0 or > ValueLengthMax || !Ascii.IsValid(value))
            throw new ArgumentException(
                $"secret has a value that is not allowed: secret={name}, length={value.Length}; use 1 to " +
                $"{ValueLengthMax} ASCII characters");

        byte[] whole = new byte[NonceSizeBytes + TagSizeBytes + value.Length];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceSizeBytes));
        byte[] plain = Encoding.ASCII.GetBytes(value);
        byte[] key = SecretKey.Load(_keySource);
        try
        {
            using var aes = new AesGcm(key, TagSizeBytes);
            aes.Encrypt(
                whole.AsSpan(0, NonceSizeBytes),
                plain,
                whole.AsSpan(NonceSizeBytes + TagSizeBytes),
                whole.AsSpan(NonceSizeBytes, TagSizeBytes),
                Encoding.ASCII.GetBytes(name));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }

        _sealedByName[name] = Convert.ToBase64String(whole);
        Save();
    }

    /// <summary>False where there was none.</summary>
    public bool Remove(string name)
    {
        bool wasThere = _sealedByName.Remove(name);
        if (wasThere)
            Save();

        return wasThere;
    }

    private byte[] Decode(string name, string text)
    {
        byte[] whole = new byte[text.Length];
        bool isBase64 = Convert.TryFromBase64String(text, whole, out int length);
        return isBase64 && length > NonceSizeBytes + TagSizeBytes
            ? whole[..length]
            : throw new InvalidDataException($"secret is damaged: secret={name}, path={_path}; set it again");
    }

    // The new file takes the old one's place in one step: a crash leaves one of the two.
    private void Save()
    {
        string temporary = _path + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var writer = new StreamWriter(temporary, options))
        {
            writer.WriteLine(Heading);
            foreach ((string name, string text) in _sealedByName)
                writer.WriteLine($"{name} {text}");
        }

        File.Move(temporary, _path, overwrite: true);
    }

    private static void ThrowIfNoName(string name)
    {
        bool isName = name.Length is > 0 and <= NameLengthMax;
        foreach (char c in name)
            isName &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

        if (!isName)
            throw new ArgumentException(
                $"secret has a name that is not allowed: length={name.Length}; use 1 to {NameLengthMax} letters, " +
                "digits, '-', '_' and '.'");
    }
}
