using System.Text.Json;

namespace SecurityTraining.WebApi.Tests.Story;

internal enum Act
{
    Open,
    Click,
    Submit,
    Report,
    ScannerClick,
    HeadClick,
    PrefetchOpen,
}

/// <summary>What a player found in the mail.</summary>
internal sealed record Lure(string Token, string Pixel, string MessageId, JsonElement Template)
{
    public string Link => $"/t/{Token}";
}

/// <summary>One of the thousand; the number says what they do.</summary>
internal sealed class Player
{
    public Player(int number)
    {
        (Email, FirstName, LastName) = ($"person{number}@{WholeStoryTests.Domain}", $"Jörg{number}", $"Großmann{number}");
        (Department, Language) = ($"Department {number % 10}", number % 3 == 0 ? "de" : "en");
        Acts = [.. Plan(number)];
    }

    public string Email { get; }

    public string FirstName { get; }

    public string LastName { get; }

    public string Department { get; }

    public string Language { get; }

    public IReadOnlyList<Act> Acts { get; }

    public bool HasOpened => Acts.Any(act => act is Act.Open or Act.Click or Act.Submit or Act.Report);

    public bool HasClicked => Acts.Any(act => act is Act.Click or Act.Submit);

    public bool HasSubmitted => Acts.Contains(Act.Submit);

    public bool HasReported => Acts.Contains(Act.Report);

    public bool IsNamedIn(string text) => text.Contains(FirstName, StringComparison.Ordinal) || text.Contains(Email, StringComparison.Ordinal);

    private static IEnumerable<Act> Plan(int number)
    {
        (int Every, Act[] Acts)[] habits =
        [
            (11, [Act.HeadClick]),
            (13, [Act.ScannerClick, Act.ScannerClick]),
            (17, [Act.PrefetchOpen]),
            (2, [Act.Open]),
            (5, [Act.Click]),
            (50, [Act.Click, Act.Click, Act.Open]),
            (20, [Act.Submit]),
            (100, [Act.Submit]),
            (7, [Act.Report]),
        ];
        return habits.Where(habit => number % habit.Every == 0).SelectMany(habit => habit.Acts);
    }
}
