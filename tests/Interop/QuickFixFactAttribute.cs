using System;
using System.IO;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>A fact that needs libquickfix and a C++ compiler: skipped with a reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QuickFixFactAttribute : FactAttribute
{
    public QuickFixFactAttribute()
    {
        if (!File.Exists("/usr/include/quickfix/Session.h"))
            Skip = "libquickfix is not installed: apt-get install libquickfix-dev";
        else if (!File.Exists("/usr/bin/g++"))
            Skip = "there is no C++ compiler: apt-get install g++";
    }
}
