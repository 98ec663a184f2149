using System.Collections.Generic;
using Spectre.Console.Rendering;

namespace LowLatencyEngine.Console.Live;

/// <summary>A market as `lle book` shows it. Each call shows it as it is then.</summary>
internal interface IBookView
{
    /// <summary>For a terminal.</summary>
    IRenderable Draw();

    /// <summary>For JSON.</summary>
    object ToData();

    /// <summary>For what is no terminal.</summary>
    IEnumerable<string> Lines();
}
