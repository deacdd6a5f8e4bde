namespace Hnsg;

/// <summary>A file that was needed is missing, damaged, or cannot be written.</summary>
/// <remarks>
/// The message names the file, the place in it, what was expected, and what to do. Characters that could control a terminal
/// are written out, as \u001b. The command exits with code 3.
/// </remarks>
public sealed class InputException : Exception
{
    /// <summary>Makes the error of one file.</summary>
    /// <param name="path">The file or folder concerned.</param>
    /// <param name="detail">What is wrong, where, and what was expected.</param>
    /// <param name="inner">The cause, where another error led to this one.</param>
    public InputException(string path, string detail, Exception? inner = null)
        : base(Visible.Text($"{path}: {detail}"), inner) => (Path, Detail) = (path, detail);

    /// <summary>The file or folder concerned.</summary>
    public string Path { get; }

    /// <summary>What is wrong, where, and what was expected: the message without the path.</summary>
    public string Detail { get; }
}
