using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Slips a <see cref="BatchStream"/> between the framework's WebSocket and the connection it was upgraded from.
/// </summary>
internal sealed class BatchingUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Null before the upgrade.</summary>
    public BatchStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync()
    {
        Stream = new BatchStream(await inner.UpgradeAsync());
        return Stream;
    }
}
