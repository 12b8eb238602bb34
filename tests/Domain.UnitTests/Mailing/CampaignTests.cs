using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Mailing;

public sealed class CampaignTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly CampaignPlan Plan = new("News", Guid.CreateVersion7(Now), new Audience(All: true, [], []), null, null, null);

    [Fact]
    public void A_share_of_the_people_tries_both_subjects_and_the_same_people_each_time()
    {
        var test = new SubjectTest(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Other" }, 30, SubjectGoal.Opens, null);
        var campaign = Campaign.Draft(Guid.CreateVersion7(Now), Plan, test, Now);
        var people = Enumerable.Range(0, 4000).Select(_ => Guid.CreateVersion7(Now)).ToList();

        var variants = people.ConvertAll(campaign.VariantFor);

        people.ConvertAll(campaign.VariantFor).ShouldBe(variants);
        variants.Count(variant => variant == SubjectVariant.A).ShouldBeInRange(500, 700);
        variants.Count(variant => variant == SubjectVariant.B).ShouldBeInRange(500, 700);
        campaign.Decide(SubjectVariant.B, Now).FirstError.Code.ShouldBe("campaign_state");
    }

    [Fact]
    public void Without_a_test_everybody_gets_the_first_subject() =>
        Campaign.Draft(Guid.CreateVersion7(Now), Plan, test: null, Now).VariantFor(Guid.CreateVersion7(Now)).ShouldBe(SubjectVariant.A);

    [Theory]
    [InlineData(SubjectGoal.Opens, 100, 50, 5, 10, 6, 0, SubjectVariant.B)]
    [InlineData(SubjectGoal.Clicks, 100, 50, 5, 10, 6, 0, SubjectVariant.A)]
    [InlineData(SubjectGoal.Opens, 0, 0, 0, 0, 0, 0, SubjectVariant.A)]
    [InlineData(SubjectGoal.Opens, 10, 5, 0, 20, 10, 0, SubjectVariant.A)]
    public void The_better_rate_wins_and_of_equals_the_first(
        SubjectGoal goal, int sent, int opened, int clicked, int otherSent, int otherOpened, int otherClicked, SubjectVariant winner)
    {
        var test = new SubjectTest(new Dictionary<string, string>(StringComparer.Ordinal), 20, goal, null);

        test.Better(new SubjectResult(sent, opened, clicked), new SubjectResult(otherSent, otherOpened, otherClicked)).ShouldBe(winner);
    }

    [Fact]
    public void The_number_of_a_link_takes_the_place_of_the_last_byte()
    {
        var id = CampaignLinks.WithoutNumber(Guid.CreateVersion7(Now));

        CampaignLinks.NumberOf(CampaignLinks.With(id, TrackedContent.MaxLinks)).ShouldBe(TrackedContent.MaxLinks);
        CampaignLinks.WithoutNumber(CampaignLinks.With(id, 7)).ShouldBe(id);
    }

    [Fact]
    public void Wishes_are_kept_by_category()
    {
        var wishes = MailPreferences.Of(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Now);

        wishes.Set(MailCategory.Tips, isWanted: false, Now);
        wishes.Set(MailCategory.Tips, isWanted: false, Now);
        wishes.Set(MailCategory.Events, isWanted: true, Now);

        wishes.Unsubscribed.ShouldBe([MailCategory.Tips]);
        wishes.Wants(MailCategory.SecurityNews).ShouldBeTrue();
    }
}
