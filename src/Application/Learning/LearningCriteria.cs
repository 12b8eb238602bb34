using System.Linq.Expressions;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning;

internal static class LearningCriteria
{
    /// <summary>One's own; for those who read the learning of others, whomever they see.</summary>
    public static SpecificationBuilder<T> ReadableBy<T>(
        this SpecificationBuilder<T> query, ICurrentUser me, Expression<Func<T, bool>> isOwn, Expression<Func<T, User>> person)
        where T : class
    {
        if (!me.Has(Permission.ReadLearning))
        {
            return query.Where(isOwn);
        }

        return query.Where(isOwn.Or(PeopleCriteria.LedBy(me.UserId).After(person)), condition: me.OwnDepartmentsOnly);
    }
}
