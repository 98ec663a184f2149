using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Engine.Control;

/// <summary>
/// Accounts of this machine: the one at the other end of a socket, the one of this process, and what they are called.
/// Linux. Names come from wherever the machine keeps them (nsswitch.conf(5)), so asking may take long: never on a hot
/// thread.
/// </summary>
internal static partial class PeerUser
{
    /// <summary>Longest text of an account that is made room for, bytes.</summary>
    private const int TextSizeBytesMax = 1 << 20;

    private const string Library = "libc";
    private const int SocketLevel = 1;      // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED: pid, uid, gid, four bytes each.
    private const int CredentialsSizeBytes = 12;
    private const int UidOffset = 4;
    private const int EntrySizeBytes = 256; // struct passwd needs 48: name, password, uid, ...
    private const int TooSmall = 34;        // ERANGE

    /// <summary>Uid of this process.</summary>
    public static uint OwnUid => EffectiveUid();

    /// <summary>Uid of the process that connected, as it was then.</summary>
    /// <exception cref="SocketException">The kernel does not say.</exception>
    public static uint UidOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[CredentialsSizeBytes];
        int sizeBytes = socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return sizeBytes == CredentialsSizeBytes
            ? MemoryMarshal.Read<uint>(credentials[UidOffset..])
            : throw new SocketException((int)SocketError.ProtocolNotSupported);
    }

    /// <summary>Name of an account; null where the machine knows none.</summary>
    public static string? NameOf(uint uid)
    {
        string? name = null;
        Look(
            (ref byte entry, ref byte text, nint sizeBytes, out nint found) =>
                FindByUid(uid, ref entry, ref text, sizeBytes, out found),
            entry => name = Marshal.PtrToStringUTF8(MemoryMarshal.Read<nint>(entry)));
        return name;
    }

    /// <summary>Uid of an account; null where the machine knows none of that name.</summary>
    public static uint? UidOf(string name)
    {
        uint? uid = null;
        Look(
            (ref byte entry, ref byte text, nint sizeBytes, out nint found) =>
                FindByName(name, ref entry, ref text, sizeBytes, out found),
            entry => uid = MemoryMarshal.Read<uint>(entry[(2 * nint.Size)..]));
        return uid;
    }

    private delegate int Question(ref byte entry, ref byte text, nint sizeBytes, out nint found);

    private static void Look(Question ask, Action<ReadOnlySpan<byte>> read)
    {
        byte[] entry = GC.AllocateArray<byte>(EntrySizeBytes, pinned: true);
        for (int sizeBytes = 1 << 12; sizeBytes <= TextSizeBytesMax; sizeBytes *= 2)
        {
            byte[] text = GC.AllocateArray<byte>(sizeBytes, pinned: true); // The entry points into it.
            int error = ask(ref entry[0], ref text[0], sizeBytes, out nint found);
            if (error == TooSmall)
                continue;

            if (error == 0 && found != 0)
                read(entry);

            GC.KeepAlive(text);
            return;
        }
    }

    [LibraryImport(Library, EntryPoint = "geteuid")]
    private static partial uint EffectiveUid();

    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    private static partial int FindByUid(uint uid, ref byte entry, ref byte text, nint sizeBytes, out nint found);

    [LibraryImport(Library, EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FindByName(
        string name, ref byte entry, ref byte text, nint sizeBytes, out nint found);
}
