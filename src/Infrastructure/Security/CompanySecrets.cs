using System.Text;
using Microsoft.AspNetCore.DataProtection;
using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Infrastructure.Security;

internal sealed class CompanySecrets(IDataProtectionProvider protection) : ICompanySecrets
{
    public byte[] Protect(Guid companyId, SecretUse use, string secret) => Protector(companyId, use).Protect(Encoding.UTF8.GetBytes(secret));

    public string Reveal(Guid companyId, SecretUse use, byte[] secret) => Encoding.UTF8.GetString(Protector(companyId, use).Unprotect(secret));

    private IDataProtector Protector(Guid companyId, SecretUse use) =>
        protection.CreateProtector("CompanySecret", use.ToString(), companyId.ToString());
}
