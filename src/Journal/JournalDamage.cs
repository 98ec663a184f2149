namespace LowLatencyEngine.Journal;

/// <summary>
/// What is wrong with a file or a record. Part of <c>verify --json</c>, so never renumbered or renamed.
/// </summary>
public enum JournalDamageCause : byte
{
    None = 0,

    /// <summary>The record's CRC does not fit its bytes and its predecessor.</summary>
    ChecksumMismatch = 1,

    /// <summary>The record carries another sequence than its place demands.</summary>
    SequenceMismatch = 2,

    /// <summary>Nothing but zeros where a record must be, because later ones are there.</summary>
    EmptyRecord = 3,

    /// <summary>The header page does not hold together.</summary>
    HeaderDamaged = 4,

    /// <summary>Not a segment at all.</summary>
    ForeignFile = 5,

    /// <summary>Written by a later version of the format.</summary>
    NewerVersion = 6,

    /// <summary>A file of no bytes.</summary>
    EmptyFile = 7,

    /// <summary>The segment between its neighbours is not there.</summary>
    MissingSegment = 8,

    /// <summary>A segment, but of another journal.</summary>
    ForeignSegment = 9,

    /// <summary>A segment of this journal with another instrument table than its first.</summary>
    InstrumentTableMismatch = 10,

    /// <summary>The file ends before its header says.</summary>
    FileTooShort = 11,

    /// <summary>The disk cannot read it.</summary>
    ReadError = 12,

    /// <summary>The journal was closed in order with more records than there are.</summary>
    RecordsMissingAtEnd = 13,

    /// <summary>The file's name and its header name different first sequences.</summary>
    NameMismatch = 14,

    /// <summary>The file goes on after the end that its header says.</summary>
    FileTooLong = 15,

    /// <summary>The mark of a journal closed in order does not hold together; the records do.</summary>
    CleanEndDamaged = 16,

    /// <summary>The archive of a segment cannot be decompressed.</summary>
    ArchiveDamaged = 17,
}

/// <summary>One stretch of damage.</summary>
/// <param name="File">Path of the segment.</param>
/// <param name="OffsetBytes">Where it begins, from the start of the file.</param>
/// <param name="Sequence">
/// Of the first record that is damaged or missing; 0 where the file is not even named like a segment.
/// </param>
/// <param name="Cause">The first thing that is wrong there.</param>
public sealed record JournalDamage(string File, long OffsetBytes, long Sequence, JournalDamageCause Cause)
{
    /// <summary>The facts in one sentence, without advice.</summary>
    public string Describe() =>
        $"{DescribeCause()}: file={File}, offsetBytes={OffsetBytes}, sequence={Sequence}, cause={Cause}";

    /// <summary>The facts and what to do about them.</summary>
    public string DescribeWithRemedy(string folder) => $"{Describe()}; {Remedy(folder)}";

    private string DescribeCause() => Cause switch
    {
        JournalDamageCause.ChecksumMismatch => "journal record is damaged, its checksum does not hold",
        JournalDamageCause.SequenceMismatch => "journal record stands in the wrong place",
        JournalDamageCause.EmptyRecord => "journal record is gone, zeros stand before later records",
        JournalDamageCause.HeaderDamaged => "header of the journal segment is damaged",
        JournalDamageCause.ForeignFile => "file is not a journal segment",
        JournalDamageCause.NewerVersion => "journal segment was written in a newer format than this engine knows",
        JournalDamageCause.EmptyFile => "journal segment has no bytes",
        JournalDamageCause.MissingSegment => "journal segment is missing before this one",
        JournalDamageCause.ForeignSegment => "segment belongs to another journal",
        JournalDamageCause.InstrumentTableMismatch =>
            "segment was written with another instrument table than the first one",
        JournalDamageCause.FileTooShort => "journal segment is shorter than its header says",
        JournalDamageCause.FileTooLong => "journal segment is longer than its header says",
        JournalDamageCause.CleanEndDamaged => "clean-end mark of the journal segment is damaged, its records are not",
        JournalDamageCause.ReadError => "disk cannot read the journal segment",
        JournalDamageCause.RecordsMissingAtEnd => "journal was closed in order with records that are gone now",
        JournalDamageCause.ArchiveDamaged => "archive of the journal segment is damaged",
        JournalDamageCause.NameMismatch => "journal segment has another first sequence than its name says",
        _ => "journal is damaged",
    };

    private string Remedy(string folder) => Cause switch
    {
        JournalDamageCause.ForeignFile or
        JournalDamageCause.ForeignSegment or
        JournalDamageCause.InstrumentTableMismatch =>
            "move the file out of the journal folder, or name another folder in journal.folder",
        JournalDamageCause.NewerVersion => "start the newer engine that wrote it",
        JournalDamageCause.MissingSegment => $"bring the segment back from a backup, or run: {RepairCommand(folder)}",
        JournalDamageCause.NameMismatch => "give the file its old name back",
        JournalDamageCause.ReadError => $"copy the folder to a sound disk, then run: {RepairCommand(folder)}",
        JournalDamageCause.CleanEndDamaged =>
            "bring the file back from a backup, or remove the mark (and later segments, if any) with: " +
            RepairCommand(folder),
        _ => $"bring the file back from a backup, or drop this record and all later ones with: {RepairCommand(folder)}",
    };

    private string RepairCommand(string folder) =>
        $"lle journal repair --journal {folder} --to {Sequence - 1} --confirm";
}
