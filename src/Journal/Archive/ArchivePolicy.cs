using System;

namespace LowLatencyEngine.Journal.Archive;

/// <summary>
/// What an archiving pass compresses and what it deletes. By default everything that is closed is compressed, and
/// nothing is deleted.
/// </summary>
/// <remarks>
/// A segment's age counts from the last time it was written, the file's modification time; its archive keeps that time.
/// </remarks>
public sealed record ArchivePolicy
{
    /// <summary>Younger segments are left as they are.</summary>
    public TimeSpan OlderThan { get; init; } = TimeSpan.Zero;

    /// <summary>Oldest archives are deleted until all together have at most this size; null keeps all.</summary>
    public long? KeepBytes { get; init; }

    /// <summary>Archives older than this are deleted; null keeps all.</summary>
    public TimeSpan? KeepAge { get; init; }

    /// <summary>
    /// Oldest record that a restart still needs: a segment with this or a later one is never deleted. 1 where the
    /// engine starts by replaying everything, else the one that the oldest snapshot worth keeping was taken after.
    /// Asked in every pass that may delete.
    /// </summary>
    public Func<long> NeededFrom { get; init; } = () => 1;

    /// <summary>Tells how old a file is.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>What an archiving pass did.</summary>
/// <param name="Archived">Segments compressed.</param>
/// <param name="OriginalBytes">Their size before.</param>
/// <param name="ArchivedBytes">Their size after.</param>
/// <param name="Deleted">Archives deleted by retention.</param>
/// <param name="DeletedBytes">Their size on disk.</param>
public sealed record ArchiveResult(
    int Archived, long OriginalBytes, long ArchivedBytes, int Deleted, long DeletedBytes);
