using System;
using System.Buffers.Text;
using System.Collections.Generic;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Reads a recording line by line, whatever its form, which the first line tells. Plain, gzip or the only entry of a
/// zip archive; memory is bounded by the longest line. One thread at a time; a message allocates nothing once the
/// buffers have grown to the longest.
/// </summary>
/// <remarks>
/// <code>
///   stamped  &lt;receive ns&gt; &lt;raw message&gt;
///   session  {"t":"recv","conn":"NAME","ts":seconds,"data":"escaped message"}, also header, http, connect, send
///   bare     &lt;raw message&gt; with the venue's time in "ts", ms, which stands for the receive time
/// </code>
/// </remarks>
public sealed class RecordedFile : IDisposable
{
    /// <summary>Longest line accepted: beyond it the file is taken to be something else.</summary>
    public const int LineBytesMax = LineFile.LineBytesMax;

    private readonly LineFile _lines;
    private readonly SessionLine _session = new();
    private readonly Queue<RecordedFrame> _answers = []; // Read, but received after what has been given out.
    private RecordedFrame _next;                         // Read, and given out once the answers before it are.
    private bool _hasNext;
    private RecordedForm _form;

    private RecordedFile(LineFile lines) => _lines = lines;

    /// <summary>Connections met so far, by index; empty in a form that does not tell them apart.</summary>
    public IReadOnlyList<string> Connections => _session.Connections;

    /// <summary>Opens a recording; its first bytes tell whether it is compressed.</summary>
    /// <exception cref="RecordedFileException">The file is missing or cannot be opened.</exception>
    public static RecordedFile OpenOrThrow(string path) => new(LineFile.OpenOrThrow(path));

    /// <summary>
    /// Reads the next line; false at the end. Empty lines are passed over. Answers, which recorders write together at
    /// the beginning, come where they were received: before the first message that is as late.
    /// </summary>
    /// <exception cref="RecordedFileException">A line without a time or too long; damaged compression.</exception>
    public bool TryRead(out RecordedFrame frame)
    {
        while (!_hasNext && TryReadLine(out _next))
        {
            _hasNext = _next.Kind != RecordedKind.Answer;
            if (!_hasNext)
                _answers.Enqueue(_next with { Bytes = _next.Bytes.ToArray() });
        }

        bool isLate = _hasNext && _next.Kind == RecordedKind.Message;
        bool isAnswerDue = _answers.TryPeek(out frame)
            && (!_hasNext || (isLate && frame.ReceiveTimestampNs <= _next.ReceiveTimestampNs));
        if (isAnswerDue)
        {
            _answers.Dequeue();
            return true;
        }

        frame = _next;
        bool hasFrame = _hasNext;
        _hasNext = false;
        return hasFrame;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private bool TryReadLine(out RecordedFrame frame)
    {
        frame = default;
        if (!_lines.TryRead(out ReadOnlyMemory<byte> line))
            return false;

        if (_form == RecordedForm.None)
            _form = FormOf(line.Span);

        bool isGood = _form switch
        {
            RecordedForm.Session => _session.TryRead(line, _lines.LineNumber, out frame),
            RecordedForm.Bare => BareLine.TryRead(line, _lines.LineNumber, out frame),
            _ => TryReadStamped(line, out frame),
        };
        if (!isGood)
            _lines.ThrowAtLine(WhatIsMissing(), null);

        return true;
    }

    private static RecordedForm FormOf(ReadOnlySpan<byte> line)
    {
        if (line[0] != (byte)'{')
            return RecordedForm.Stamped;

        return SessionLine.IsOne(line) ? RecordedForm.Session : RecordedForm.Bare;
    }

    private string WhatIsMissing() => _form switch
    {
        RecordedForm.Session => "line must be an object with t and ts",
        RecordedForm.Bare => "line must be a message with the venue's time in ts",
        _ => "line must start with the receive time in ns and a space",
    };

    private bool TryReadStamped(ReadOnlyMemory<byte> line, out RecordedFrame frame)
    {
        ReadOnlySpan<byte> bytes = line.Span;
        bool hasTime = Utf8Parser.TryParse(bytes, out long timestampNs, out int digits) && timestampNs >= 0;
        if (!hasTime || digits == bytes.Length || bytes[digits] != (byte)' ')
        {
            frame = default;
            return false;
        }

        frame = new RecordedFrame(timestampNs, line[(digits + 1)..], _lines.LineNumber);
        return true;
    }

    private enum RecordedForm : byte
    {
        None = 0,
        Stamped = 1,
        Session = 2,
        Bare = 3,
    }
}
