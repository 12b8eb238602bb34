using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Auditing;

/// <summary>Reads the company's whole chain and computes every hash again: minutes for millions of entries, and no memory.</summary>
[RequirePermission(Permission.ReadAuditLog)]
public sealed record VerifyAuditLogQuery : IQuery<AuditLogVerification>;

/// <param name="Entries">How many entries are whole, from the first on.</param>
/// <param name="FirstBroken">Null if the chain is valid.</param>
/// <param name="HeadHash">
/// The end of the chain, in hexadecimal digits. Kept elsewhere, it shows later that not even the whole chain has been replaced.
/// </param>
public sealed record AuditLogVerification(bool Valid, long Entries, AuditBreak? FirstBroken, string HeadHash);

internal sealed class VerifyAuditLogHandler(IAuditLog log) : IQueryHandler<VerifyAuditLogQuery, AuditLogVerification>
{
    public async Task<ErrorOr<AuditLogVerification>> Handle(VerifyAuditLogQuery request, CancellationToken cancellationToken)
    {
        var head = await log.Head(cancellationToken);
        var check = await Follow(head, cancellationToken);
        if (check.FirstBroken is null)
        {
            check.End(head);
        }

        if (check.FirstBroken is null)
        {
            var newest = await log.Newest(cancellationToken);
            check.NothingBeyond(await log.Head(cancellationToken), newest);
        }

        return new AuditLogVerification(check.FirstBroken is null, check.Entries, check.FirstBroken, Convert.ToHexStringLower(head.Hash));
    }

    private async Task<AuditChainCheck> Follow(AuditHead head, CancellationToken ct)
    {
        var check = new AuditChainCheck();
        await foreach (var entry in log.Chain(head.Seq, ct))
        {
            if (!check.Follow(entry))
            {
                break;
            }
        }

        return check;
    }
}
