using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Domain.People;

/// <content>What they are to learn.</content>
public sealed partial class User
{
    private readonly List<Enrollment> _enrollments = [];

    /// <summary>For queries; no use case loads them.</summary>
    public IReadOnlyCollection<Enrollment> Enrollments => _enrollments;
}
