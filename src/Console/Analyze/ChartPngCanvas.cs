using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Draws into pixels and writes them as a portable network graphic (ISO/IEC 15948).</summary>
internal sealed class ChartPngCanvas : IChartCanvas
{
    private const int Channels = 3;
    private const int DashOn = 6;
    private const int DashLength = 10;

    private readonly byte[] _pixels;
    private readonly int _width;
    private readonly int _height;

    public ChartPngCanvas(int width, int height)
    {
        _width = width;
        _height = height;
        _pixels = new byte[width * height * Channels];
    }

    public void Line(ChartPoint from, ChartPoint to, ChartStroke stroke)
    {
        double length = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        int steps = Math.Max(1, (int)Math.Ceiling(length));
        bool isFlat = Math.Abs(to.X - from.X) >= Math.Abs(to.Y - from.Y);
        for (int i = 0; i <= steps; i++)
        {
            if (stroke.IsDashed && i % DashLength >= DashOn)
                continue;

            double share = i / (double)steps;
            int x = (int)Math.Round(from.X + share * (to.X - from.X));
            int y = (int)Math.Round(from.Y + share * (to.Y - from.Y));
            for (int w = 0; w < stroke.Width; w++)
                Blend(isFlat ? x : x + w - stroke.Width / 2, isFlat ? y + w - stroke.Width / 2 : y, stroke.Color);
        }
    }

    public void Box(ChartPoint corner, ChartPoint opposite, ChartColor fill)
    {
        int left = (int)Math.Round(Math.Min(corner.X, opposite.X));
        int right = Math.Max(left + 1, (int)Math.Round(Math.Max(corner.X, opposite.X)));
        int top = (int)Math.Round(Math.Min(corner.Y, opposite.Y));
        int bottom = Math.Max(top + 1, (int)Math.Round(Math.Max(corner.Y, opposite.Y)));
        for (int y = Math.Max(0, top); y < Math.Min(_height, bottom); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(_width, right); x++)
                Blend(x, y, fill);
        }
    }

    public void Text(ChartPoint at, string text, ChartColor color, bool isCentred)
    {
        int x = (int)at.X - (isCentred ? text.Length * ChartFont.Advance / 2 : 0);
        int y = (int)at.Y - ChartFont.Height / 2;
        foreach (char letter in text)
        {
            foreach ((int column, int row) in ChartFont.DotsOf(letter))
                Blend(x + column, y + row, color);

            x += ChartFont.Advance;
        }
    }

    public void Save(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, _width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], _height);
        header[8] = 8; // Bits a channel.
        header[9] = 2; // Red, green, blue.
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compress());
        WriteChunk(file, "IEND", []);
    }

    private byte[] Compress()
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal))
        {
            for (int y = 0; y < _height; y++)
            {
                zlib.WriteByte(0); // No filter in this row.
                zlib.Write(_pixels, y * _width * Channels, _width * Channels);
            }
        }

        return target.ToArray();
    }

    private static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32(body));
        file.Write(word);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
        }

        return ~crc;
    }

    private void Blend(int x, int y, ChartColor color)
    {
        if ((uint)x >= (uint)_width || (uint)y >= (uint)_height)
            return;

        Span<byte> pixel = _pixels.AsSpan((y * _width + x) * Channels, Channels);
        pixel[0] = Mix(pixel[0], color.Red, color.Opacity);
        pixel[1] = Mix(pixel[1], color.Green, color.Opacity);
        pixel[2] = Mix(pixel[2], color.Blue, color.Opacity);
    }

    private static byte Mix(byte below, byte above, byte opacity) =>
        (byte)((below * (255 - opacity) + above * opacity) / 255);
}
