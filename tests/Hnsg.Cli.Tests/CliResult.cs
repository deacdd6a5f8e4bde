using System.Text.Json.Nodes;

namespace Hnsg.Cli.Tests;

/// <summary>What a command line ended with.</summary>
internal sealed record CliResult(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public override string ToString() => $"exit code {Code}\n{Output}\n{Error}";
}
