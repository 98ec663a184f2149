using System.IO;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class TelemetryFolderTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "telemetry": { "folder": "memory" } }""")]
    public void Lies_on_the_memory_file_system_by_default(string text) =>
        Assert.Equal(TelemetryFolder.Memory, Read(text));

    [Fact]
    public void Lies_in_the_journals_folder_where_that_is_wanted() =>
        Assert.Equal(TelemetryFolder.Journal, Read("""{ "telemetry": { "folder": "journal" } }"""));

    [Fact]
    public void A_folder_that_is_named_is_required() => Assert.Equal(
        new TelemetryFolder(Path.GetFullPath("/run/lle"), IsRequired: true),
        Read("""{ "telemetry": { "folder": "/run/lle" } }"""));

    [Fact]
    public void Refuses_what_is_no_text()
    {
        var reader = new ConfigurationReader(Parse("""{ "telemetry": { "folder": 5 } }"""));

        TelemetryFolder.Read(reader);

        Assert.Contains("telemetry.folder", Assert.Throws<ConfigurationException>(reader.ThrowIfRefused).Message);
    }

    private static TelemetryFolder Read(string text)
    {
        var reader = new ConfigurationReader(Parse(text));
        TelemetryFolder folder = TelemetryFolder.Read(reader);
        reader.ThrowIfRefused();
        return folder;
    }

    private static ConfigurationText Parse(string text) =>
        ConfigurationText.Parse("telemetry.json", Encoding.UTF8.GetBytes(text));
}
