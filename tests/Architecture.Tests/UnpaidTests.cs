using System.Reflection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Architecture.Tests;

/// <summary>What goes on although a company's bill is unpaid; everything else is refused, whoever adds it.</summary>
public sealed class UnpaidTests
{
    [Fact]
    public void While_a_company_is_read_only_this_can_still_be_changed() => Marked(evenSuspended: false).ShouldBe(
    [
        "CancelCampaignCommand", "CancelSimulationCommand", "DeactivateUserCommand", "GetScimUserQuery", "LaunchScormCommand", "ListScimUsersQuery",
        "OpenLessonCommand", "PatchScimUserCommand", "PauseCampaignCommand", "PauseSimulationCommand", "ReplaceScimUserCommand", "ReportMailCommand",
        "ReportMailEventCommand", "ReportPhishingCommand", "ReportProgressCommand", "ResetTwoFactorCommand", "SaveAnswersCommand", "SaveMailPreferencesCommand", "SetKillSwitchCommand", "StartAttemptCommand",
        "SubmitAttemptCommand", "SubmitExerciseCommand",
    ]);

    [Fact]
    public void Once_a_company_is_suspended_this_is_left_beside_billing() => Marked(evenSuspended: true).ShouldBe(
    [
        "ChangeEmailCommand", "ChangePasswordCommand", "ConfirmTwoFactorCommand", "DeleteScimUserCommand", "DeleteUserCommand", "EndOtherSessionsCommand",
        "EndSessionCommand", "EraseUserCommand", "GetCompanyQuery", "GetMeQuery", "GetMyPersonalDataQuery", "GetPersonalDataQuery", "GetTwoFactorQuery",
        "ListSessionsQuery", "LogoutCommand", "ReplaceBackupCodesCommand", "RevokeApiKeyCommand", "SetUpTwoFactorCommand", "SwitchOffTwoFactorCommand", "UpdateMeCommand",
    ]);

    [Fact]
    public void No_mark_stands_where_it_means_nothing() => Product.Messages
        .Where(message => message.IsDefined(typeof(DespiteUnpaidAttribute)))
        .Where(message => message.GetCustomAttribute<AccessAttribute>() is PublicAttribute or PlatformScopeAttribute
            or RequirePermissionAttribute { Permission: Permission.ReadBilling or Permission.ManageBilling or Permission.OperatePlatform })
        .ShouldBeEmpty();

    private static List<string> Marked(bool evenSuspended) =>
    [
        .. Product.Messages
            .Where(message => message.GetCustomAttribute<DespiteUnpaidAttribute>() is { } mark && mark.EvenSuspended == evenSuspended)
            .Select(message => message.Name)
            .Order(StringComparer.Ordinal),
    ];
}
