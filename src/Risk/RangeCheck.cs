using System.Collections.Generic;

namespace LowLatencyEngine.Risk;

/// <summary>Collects values that lie outside their range, one line each. Set-up only.</summary>
internal readonly struct RangeCheck(string path, ICollection<string> errors)
{
    public void Require(string name, long value, long min, long max)
    {
        if (value < min || value > max)
            errors.Add($"{path}: {name} is out of range: {name}={value}; set it to {min} to {max}");
    }
}
