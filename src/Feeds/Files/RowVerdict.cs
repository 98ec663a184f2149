namespace LowLatencyEngine.Feeds.Files;

/// <summary>Why a row of a file is refused.</summary>
public enum RowVerdict : byte
{
    Ok = 0,

    /// <summary>Cells are missing or the row has another form than the file.</summary>
    WrongShape = 1,

    /// <summary>Not a time of the format's form.</summary>
    WrongTime = 2,

    /// <summary>Not a decimal number.</summary>
    WrongNumber = 3,

    /// <summary>A number beyond what a record holds.</summary>
    OutOfRange = 4,

    /// <summary>Neither of the two sides.</summary>
    WrongSide = 5,

    /// <summary>An event that the format does not have.</summary>
    WrongAction = 6,

    /// <summary>No message of the venue, or one that breaks its rules.</summary>
    WrongMessage = 7,
}
