using Hnsg.Data;

namespace Hnsg.Cli.Parsing;

/// <summary>A data set and what was said about its choice.</summary>
internal sealed record LoadedData(Dataset Dataset, string? Notice);
