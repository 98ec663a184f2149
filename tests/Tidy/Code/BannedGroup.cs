namespace LowLatencyEngine.Tidy.Code;

/// <summary>Words that hot code does not use, and what it uses instead.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Words">Names of types; with a point, one member of a type; or a keyword.</param>
public sealed record BannedGroup(string Name, string Remedy, params string[] Words)
{
    public static readonly BannedGroup Clock = new(
        "a clock", "take the time from the event or from the IClock given to the constructor",
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow",
        "TimeProvider.System", "Stopwatch");

    public static readonly BannedGroup Chance = new(
        "chance", "take a seeded source as a constructor argument", "Random", "RandomNumberGenerator", "Guid.NewGuid");

    public static readonly BannedGroup Surroundings = new(
        "the environment", "take it as a constructor argument",
        "Environment.GetEnvironmentVariable", "Environment.GetEnvironmentVariables", "Environment.GetCommandLineArgs",
        "Environment.TickCount", "Environment.TickCount64", "Environment.ProcessorCount", "Environment.ProcessId",
        "Environment.ProcessPath", "Environment.MachineName", "Environment.UserName", "Environment.CurrentDirectory",
        "Environment.Exit", "AppContext");

    public static readonly BannedGroup Files = new(
        "a file", "move it to the set-up side, or behind a seam given to the constructor",
        "File", "FileInfo", "FileStream", "Directory", "DirectoryInfo", "RandomAccess", "StreamReader", "StreamWriter",
        "MemoryMappedFile");

    public static readonly BannedGroup Network = new(
        "the network", "move it to the I/O side, or behind a seam given to the constructor",
        "Socket", "TcpClient", "TcpListener", "UdpClient", "NetworkStream", "SslStream", "WebSocket", "ClientWebSocket",
        "HttpClient");

    public static readonly BannedGroup Tasks = new(
        "tasks", "run it inline, or on the I/O side",
        "async", "await", "Task", "ValueTask", "Parallel", "ThreadPool", "Timer", "PeriodicTimer");

    public static readonly BannedGroup Threads = new(
        "threads", "let Engine start threads, through Ring's runner", "Thread");

    public static readonly BannedGroup Waiting = new(
        "waiting for a time", "wait by a wait strategy of Ring, or on an event", "Thread.Sleep", "Task.Delay");

    public static readonly BannedGroup Locks = new(
        "locks", "give each field one writing thread (STYLE 3.4)",
        "lock", "Lock", "Monitor", "Mutex", "Semaphore", "SemaphoreSlim", "ReaderWriterLockSlim", "AutoResetEvent",
        "ManualResetEvent", "ManualResetEventSlim");

    public static readonly BannedGroup Linq = new("LINQ", "write the loop", "System.Linq", "select");

    public static readonly BannedGroup Logs = new(
        "logs", "count it in the telemetry, or return it to the caller",
        "Console", "ILogger", "ILoggerFactory", "Trace");
}
