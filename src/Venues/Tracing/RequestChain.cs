using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// The ids of one order: the open one, those it had before, and the requests that wait for an answer. A replace makes
/// its id the open one when it is accepted and not before; a cancel's id never is.
/// </summary>
internal sealed class RequestChain
{
    private readonly List<Request> _pending = [];
    private readonly HashSet<string> _answered = [];
    private readonly HashSet<string> _open = []; // Every id that is or was the open one.

    /// <summary>Null for an order that came by telephone.</summary>
    public string? OpenId { get; private set; }

    public PendingKind Pending
    {
        get
        {
            PendingKind highest = PendingKind.None;
            foreach (Request request in _pending)
                highest = request.Kind > highest ? request.Kind : highest;

            return highest;
        }
    }

    public bool HasReplacePending
    {
        get
        {
            foreach (Request request in _pending)
            {
                if (request.Kind == PendingKind.Replace)
                    return true;
            }

            return false;
        }
    }

    public IReadOnlyList<string> PendingIds()
    {
        var ids = new List<string>(_pending.Count);
        foreach (Request request in _pending)
        {
            if (request.Id.Length > 0)
                ids.Add(request.Id);
        }

        return ids;
    }

    /// <summary>Starts the chain, where nothing has.</summary>
    public void Open(string? id)
    {
        if (OpenId is not null || id is null)
            return;

        OpenId = id;
        _open.Add(id);
    }

    /// <summary>True where a request of this id has been accepted or refused.</summary>
    public bool IsAnswered(string? id) => id is not null && _answered.Contains(id);

    /// <summary>A request was sent, or the venue reports that it has one; once each.</summary>
    public void Ask(string? id, PendingKind kind)
    {
        bool isNamed = id is not null && !_open.Contains(id);
        if (!isNamed && kind == Pending)
            return; // Reported under the order's own id: it is the request that waits already.

        string name = isNamed ? id! : "";
        bool isAnswered = isNamed && _answered.Contains(name);
        if (!isAnswered && IndexOf(name) < 0)
            _pending.Add(new Request(name, kind));
    }

    /// <summary>
    /// A replace was accepted: its id is the open one. Whoever accepts a replace of another has accepted that one too.
    /// </summary>
    public void AcceptReplace(string? id, string? originalId)
    {
        if (originalId is not null && originalId != id)
        {
            Settle(originalId);
            _open.Add(originalId);
        }

        if (id is null || id == OpenId)
        {
            SettleFirst(PendingKind.Replace);
            return;
        }

        bool isOlder = _open.Contains(id);
        Settle(id);
        _open.Add(id);
        if (!isOlder)
            OpenId = id;
    }

    /// <summary>
    /// The order was canceled by the request of this id; where it is the order's own, by whoever: a cancel that waits
    /// has nothing left to wait for.
    /// </summary>
    public void AcceptCancel(string? id)
    {
        if (id is not null && id != OpenId)
            Settle(id);
        else
            _pending.RemoveAll(request => request.Kind == PendingKind.Cancel);
    }

    /// <summary>A request was refused; returns what it asked for, None where it is not known.</summary>
    public PendingKind Refuse(string? id)
    {
        int index = id is null ? -1 : IndexOf(id);
        index = index < 0 ? IndexOf("") : index;
        PendingKind kind = index < 0 ? PendingKind.None : _pending[index].Kind;
        if (index >= 0)
            _pending.RemoveAt(index);

        if (id is not null)
            _answered.Add(id);

        return kind;
    }

    /// <summary>True where a replace of this id waits for its answer.</summary>
    public bool IsReplacePending(string? id)
    {
        int index = id is null ? -1 : IndexOf(id);
        return index >= 0 && _pending[index].Kind == PendingKind.Replace;
    }

    private void Settle(string id)
    {
        int index = IndexOf(id);
        if (index >= 0)
            _pending.RemoveAt(index);
        else
            RemoveUnnamed();

        _answered.Add(id);
    }

    private void SettleFirst(PendingKind kind)
    {
        for (int i = 0; i < _pending.Count; i++)
        {
            if (_pending[i].Kind == kind)
            {
                if (_pending[i].Id.Length > 0)
                    _answered.Add(_pending[i].Id);

                _pending.RemoveAt(i);
                return;
            }
        }
    }

    private void RemoveUnnamed()
    {
        int index = IndexOf("");
        if (index >= 0)
            _pending.RemoveAt(index);
    }

    private int IndexOf(string id)
    {
        for (int i = 0; i < _pending.Count; i++)
        {
            if (_pending[i].Id == id)
                return i;
        }

        return -1;
    }

    private readonly record struct Request(string Id, PendingKind Kind);
}
