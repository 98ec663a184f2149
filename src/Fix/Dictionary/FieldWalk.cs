using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// A walk over the fields of a message that can give one field back: a group ends at the first field that is not its
/// own. Allocates nothing.
/// </summary>
internal ref struct FieldWalk(ReadOnlySpan<byte> message)
{
    private bool _isHeld;

    /// <summary>The field that the walk is at.</summary>
    public FixFieldReader Reader = new(message);

    public bool MoveNext()
    {
        if (!_isHeld)
            return Reader.MoveNext();

        _isHeld = false;
        return true;
    }

    /// <summary>The next <see cref="MoveNext"/> stays at this field.</summary>
    public void Hold() => _isHeld = true;
}
