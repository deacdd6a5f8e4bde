using System.Text.Json.Nodes;

namespace Hnsg.Bench.Peers;

/// <summary>What a peer's script printed.</summary>
/// <param name="Json">Its result; null where there is none.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record PeerAnswer(JsonObject? Json, string Reason)
{
    public double? Number(string name) => (double?)Json?[name];
}
