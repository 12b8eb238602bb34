using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// Encrypts the keys of Data Protection with one that follows from the master key (AES-256-GCM), for installations without a certificate:
/// a copy of the database alone opens nothing.
/// </summary>
internal sealed class MasterKeyEncryptor(MasterKey master) : IXmlEncryptor
{
    public const string Purpose = "data protection keys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedKey = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + plain.Length];
        var (nonce, tag, cipher) = MasterKeyDecryptor.Split(sealedKey);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(master.Derive(Purpose), AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span);
        return new EncryptedXmlInfo(new XElement("masterKeyEncrypted", Convert.ToBase64String(sealedKey)), typeof(MasterKeyDecryptor));
    }
}

/// <summary>Made by the framework, from the name that stands beside the encrypted key.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var (nonce, tag, cipher) = Split(Convert.FromBase64String(encryptedElement.Value));
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(services.GetRequiredService<MasterKey>().Derive(MasterKeyEncryptor.Purpose), AesGcm.TagByteSizes.MaxSize);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    internal static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Split(byte[] sealedKey)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (sealedKey.AsMemory(0, nonce), sealedKey.AsMemory(nonce, tag), sealedKey.AsMemory(nonce + tag));
    }
}
