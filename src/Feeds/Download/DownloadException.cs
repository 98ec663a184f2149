using System;
using System.IO;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>A download that cannot go on: names the address or the file, and what to do.</summary>
public sealed class DownloadException(string message, Exception? cause = null) : IOException(message, cause);
