using System.Collections.Generic;
using System.IO;
using System.Text;
using LowLatencyEngine.Feeds.Recorded;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

public sealed class RecordingWriterTests
{
    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    public void Writes_what_a_recorded_file_reads_again(string name)
    {
        string folder = Directory.CreateTempSubdirectory("recording-writer-tests-").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            using (var writer = new RecordingWriter(path))
            {
                writer.Write("{\"a\":1}"u8, 7);
                writer.Write("{\"a\":\r\n2}"u8, long.MaxValue);
                Assert.Equal(2, writer.FrameCount);
            }

            var read = new List<string>();
            using (RecordedFile file = RecordedFile.OpenOrThrow(path))
            {
                while (file.TryRead(out RecordedFrame frame))
                    read.Add($"{frame.ReceiveTimestampNs} {Encoding.UTF8.GetString(frame.Bytes.Span)}");
            }

            Assert.Equal(["7 {\"a\":1}", $"{long.MaxValue} {{\"a\":  2}}"], read);
            Assert.Throws<IOException>(() => new RecordingWriter(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
