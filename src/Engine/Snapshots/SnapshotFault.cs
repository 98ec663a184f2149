namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>Why a snapshot is not used. In the order in which it is looked for.</summary>
public enum SnapshotFault
{
    None = 0,
    Unreadable = 1,
    TooShort = 2,
    NotASnapshot = 3,
    OtherVersion = 4,
    HeaderDamaged = 5,
    SectionDamaged = 6,
    OtherCode = 7,          // Written by another build: what its bytes mean is not known.
    OtherConfiguration = 8, // Other instruments, analysis, strategies or limits.
    OtherJournal = 9,       // The journal has no such record, or it was cut and has gone on otherwise.
    OtherShape = 10,        // A section has more or fewer bytes than the state takes.
}
