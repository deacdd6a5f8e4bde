namespace Hnsg;

/// <summary>A file that was needed is missing, damaged, or cannot be written.</summary>
/// <remarks>
/// The message says which file, where in it, what was expected, and what to do; what could steer a terminal is written
/// out in it, as \u001b. Exit code 3 of the command.
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

    /// <summary>What is wrong, where, and what was expected: the message but for the path.</summary>
    public string Detail { get; }
}
