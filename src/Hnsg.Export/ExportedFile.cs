namespace Hnsg.Export;

/// <summary>A file as an export wrote it.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Sha256">SHA-256 of its content, in lower-case hex.</param>
internal sealed record ExportedFile(string Name, string Sha256);
