using System.Runtime.InteropServices;

namespace LowLatencyEngine.Journal;

/// <summary>Kind of a <see cref="JournalFailure"/>. Operators' scripts see it, so never renumbered.</summary>
public enum JournalFailureKind : byte
{
    None = 0,
    DiskFull = 1,
    IoError = 2,
    ReadOnly = 3,
    TooManyFiles = 4,
    OutOfMemory = 5,
    Other = 6,
}

/// <summary>
/// Why a journal cannot go on. Final: nothing is retried, because what the kernel has dropped once stays dropped.
/// </summary>
/// <param name="Kind">What an operator can do something about.</param>
/// <param name="Operation">The call that failed: "fdatasync".</param>
/// <param name="File">The file it was about, or the folder.</param>
/// <param name="ErrorNumber">errno; 0 where no system call failed.</param>
/// <param name="Message">The whole story in one sentence.</param>
public sealed record JournalFailure(
    JournalFailureKind Kind, string Operation, string File, int ErrorNumber, string Message)
{
    internal static JournalFailure Of(string operation, string file, int errorNumber)
    {
        JournalFailureKind kind = KindOf(errorNumber);
        string advice = kind switch
        {
            JournalFailureKind.DiskFull => "free space on that disk and restart",
            JournalFailureKind.IoError => "check the disk, then run: lle journal verify",
            JournalFailureKind.ReadOnly => "remount the disk for writing and restart",
            JournalFailureKind.TooManyFiles => "raise the limit of open files (LimitNOFILE) and restart",
            JournalFailureKind.OutOfMemory => "free memory or make the segments smaller, and restart",
            _ => "see the error and restart",
        };
        string text = Marshal.GetPInvokeErrorMessage(errorNumber);
        return new JournalFailure(kind, operation, file, errorNumber,
            $"journal cannot go on: operation={operation}, file={file}, errno={errorNumber}, error={text}; {advice}");
    }

    private static JournalFailureKind KindOf(int errorNumber) => errorNumber switch
    {
        LibC.NoSpace or LibC.QuotaExceeded => JournalFailureKind.DiskFull,
        LibC.IoError => JournalFailureKind.IoError,
        LibC.ReadOnlyFileSystem => JournalFailureKind.ReadOnly,
        LibC.TooManyFilesInProcess or LibC.TooManyFilesInSystem => JournalFailureKind.TooManyFiles,
        LibC.NoMemory => JournalFailureKind.OutOfMemory,
        _ => JournalFailureKind.Other,
    };
}
