using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis;

/// <summary>Saves, loads and hashes an object by its one method.</summary>
internal static class StateBytes
{
    public delegate void TransferMethod(ref StateTransfer state);

    public static byte[] Save(TransferMethod transfer)
    {
        StateTransfer measure = StateTransfer.Measure();
        transfer(ref measure);
        var bytes = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(bytes);
        transfer(ref save);
        return bytes;
    }

    public static void Load(byte[] saved, TransferMethod transfer)
    {
        StateTransfer load = StateTransfer.Load(saved);
        transfer(ref load);
    }

    public static long Hash(TransferMethod transfer)
    {
        StateTransfer hash = StateTransfer.Hash();
        transfer(ref hash);
        return hash.HashValue;
    }
}
