namespace Hnsg;

/// <summary>An option has a value that cannot be used.</summary>
/// <remarks>
/// The message names the option, its value, and what it may be. Characters that could control a terminal are written out, as
/// \u001b. The command exits with code 2.
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
