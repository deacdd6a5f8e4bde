namespace Hnsg;

/// <summary>An option has a value that cannot be used.</summary>
/// <remarks>
/// The message says which option, what it was, and what it may be; what could steer a terminal is written out in it, as
/// \u001b. Exit code 2 of the command.
/// </remarks>
public sealed class OptionException : Exception
{
    /// <summary>Makes the error of one option.</summary>
    /// <param name="option">The option's name as on the command line without dashes, such as <c>keep</c>.</param>
    /// <param name="detail">What is wrong and what is allowed.</param>
    public OptionException(string option, string detail)
        : base(Visible.Text($"{option}: {detail}")) => Option = option;

    /// <summary>The option's name as on the command line without dashes, such as <c>keep</c>.</summary>
    public string Option { get; }
}
