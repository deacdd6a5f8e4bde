using System.Text;

namespace Hnsg.Export;

/// <summary>A text file with names in it, <c>@name@</c>, and lines that stay only under a condition.</summary>
/// <remarks>
/// A line <c>//@if name</c> begins a part that stays where the condition holds; <c>//@else</c> turns it over and
/// <c>//@end</c> ends it; parts may lie in one another. The files are in the <c>Templates</c> folders, so they read
/// like what comes out.
/// </remarks>
internal sealed class Template
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly Dictionary<string, bool> _conditions = [];

    /// <summary>What stands for a name.</summary>
    public string this[string name]
    {
        set => _texts[name] = value;
    }

    /// <summary>Sets a condition.</summary>
    public Template When(string name, bool holds)
    {
        _conditions[name] = holds;
        return this;
    }

    /// <summary>Fills a template file.</summary>
    public string Fill(string file)
    {
        var result = new StringBuilder();
        var open = new Stack<bool>();
        foreach (string line in Read(file).TrimEnd('\n').Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("//@if ", StringComparison.Ordinal))
            {
                open.Push(_conditions[trimmed[6..]]);
            }
            else if (trimmed == "//@else")
            {
                open.Push(!open.Pop());
            }
            else if (trimmed == "//@end")
            {
                open.Pop();
            }
            else if (open.All(holds => holds))
            {
                result.Append(Names(line)).Append('\n');
            }
        }
        return result.ToString();
    }

    private string Names(string line)
    {
        foreach ((string name, string text) in _texts)
        {
            line = line.Replace($"@{name}@", text, StringComparison.Ordinal);
        }
        return line;
    }

    private static string Read(string file)
    {
        using Stream stream = typeof(Template).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
