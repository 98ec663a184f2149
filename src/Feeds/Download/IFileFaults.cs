namespace LowLatencyEngine.Feeds.Download;

/// <summary>
/// The seam at which tests let the process die: asked before every change of a file. The real one lets all happen.
/// </summary>
internal interface IFileFaults
{
    /// <summary>Something is about to be changed; throws to die before it.</summary>
    void BeforeChange();

    /// <summary>
    /// How many bytes of a write get through; fewer than there are means to die at the <see cref="BeforeChange"/> that
    /// follows every write.
    /// </summary>
    int BeforeWrite(int length);
}

/// <summary>Nothing fails.</summary>
internal readonly struct NoFileFaults : IFileFaults
{
    public void BeforeChange()
    {
    }

    public int BeforeWrite(int length) => length;
}
