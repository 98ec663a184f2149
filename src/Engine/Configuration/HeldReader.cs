namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `held`: how orders that the engine holds are looked after. Set-up only.</summary>
internal static class HeldReader
{
    public static HeldConfiguration Read(ConfigurationReader reader) => new()
    {
        BothFilled = reader.Choice(
            "held.bothFilled", BothFilledPolicy.Flatten, BothFilledPolicy.Flatten, BothFilledPolicy.Alert),
    };
}
