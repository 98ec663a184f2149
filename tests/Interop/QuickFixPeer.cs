using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;

namespace LowLatencyEngine.Interop;

/// <summary>The counterparty on libquickfix: compiled on first use, kept by the content of its source.</summary>
internal static class QuickFixPeer
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Peers", "quickfix_peer.cpp");

    /// <summary>A venue that acknowledges and fills every order.</summary>
    public static PeerProcess StartAcceptor(int port, string folder, TestCertificate? certificate = null) =>
        Start("acceptor", port, folder, certificate);

    /// <summary>A trader that sends what it is told to.</summary>
    public static PeerProcess StartInitiator(int port, string folder, TestCertificate? certificate = null) =>
        Start("initiator", port, folder, certificate);

    private static PeerProcess Start(string role, int port, string folder, TestCertificate? certificate)
    {
        string[] files = certificate is null ? [] : [certificate.CertificatePath, certificate.KeyPath];
        var peer = new PeerProcess(Program(), [role, port.ToString(CultureInfo.InvariantCulture), folder, .. files]);
        peer.WaitFor("ready");
        return peer;
    }

    private static string Program()
    {
        string hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Source)))[..16];
        string program = Path.Combine(Path.GetTempPath(), $"lle-quickfix-peer-{hash}");
        if (File.Exists(program))
            return program;

        string unfinished = $"{program}.{Environment.ProcessId}";
        string[] words = ["-O1", "-std=c++14", "-w", Source, "-o", unfinished, "-lquickfix", "-lpthread"];
        var start = new ProcessStartInfo("g++", words) { RedirectStandardError = true, UseShellExecute = false };
        using Process compiler = Process.Start(start)!;
        string errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException($"the QuickFIX peer does not compile: {errors}");

        File.Move(unfinished, program, overwrite: true);
        return program;
    }
}
