using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Storage;

namespace SecurityTraining.Infrastructure.Storage;

internal static class StorageServices
{
    /// <exception cref="InvalidOperationException">The configuration names an S3 server, but not all that is needed to use it.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataFolder data, S3Options options)
    {
        options.Validate();
        services.AddSingleton(options);
        if (!options.IsConfigured)
        {
            services.AddSingleton<IDirectFiles, NoDirectFiles>();
            return services.AddSingleton<IFileStore>(new LocalFileStore(data));
        }

        services.AddSingleton<IAmazonS3>(_ => new AmazonS3Client(
            new BasicAWSCredentials(options.AccessKey, options.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = options.ServiceUrl,
                AuthenticationRegion = options.Region,
                ForcePathStyle = true,

                // Servers other than Amazon's do not know the newer checksums; the signature covers the bytes anyway.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }));
        services.AddSingleton<IFileStore, S3FileStore>();
        return services.AddSingleton<IDirectFiles, S3DirectFiles>();
    }
}
