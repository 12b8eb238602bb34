using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using SecurityTraining.Infrastructure.Http;

namespace SecurityTraining.Infrastructure.IntegrationTests.Http;

public sealed class GuardedHttpTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001:db8::1")]
    public void Is_not_on_the_Internet(string address) => PublicNetwork.Contains(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Is_on_the_Internet(string address) => PublicNetwork.Contains(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    public async Task A_name_for_this_machine_is_refused_before_anything_is_sent(string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        using var http = new GuardedHttp(new OutboundHttpOptions());

        await Should.ThrowAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri($"http://{name}:{Port(listener)}/")));
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Redirects_are_not_followed_and_endless_answers_not_read()
    {
        using var http = new GuardedHttp(new OutboundHttpOptions { AllowPrivateAddresses = true });

        using var moved = await http.Client.GetAsync(Answering("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"));
        moved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Should.ThrowAsync<HttpRequestException>(() => http.Client.GetAsync(
            Answering($"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{new string('x', (1024 * 1024) + 1)}")));
    }

    [Theory]
    [InlineData("https://provider.example/", true)]
    [InlineData("http://provider.example/", false)]
    [InlineData("http://127.0.0.1:8080/", false)]
    [InlineData("https://user@provider.example/", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Only_https_is_acceptable(string address, bool isAcceptable)
    {
        using var http = new GuardedHttp(new OutboundHttpOptions());
        http.IsAcceptable(new Uri(address)).ShouldBe(isAcceptable);
    }

    [Fact]
    public void Production_does_not_start_with_the_wall_down() => Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddOutboundHttp(
        new OutboundHttpOptions { AllowPrivateAddresses = true }, new HostingEnvironment { EnvironmentName = Environments.Production }));

    /// <summary>Says the same to the first who comes, and ends the connection.</summary>
    private static Uri Answering(string answer)
    {
        var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            using (listener)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().ReadExactlyAsync(new byte[1]);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        });
        return new Uri($"http://127.0.0.1:{Port(listener)}/");
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
