using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Authentication;

/// <summary>An identity provider on loopback: a discovery document, its keys, and tokens of every kind, honest or not.</summary>
internal sealed class IdentityProvider : IDisposable
{
    public const string Audience = "tenantllm";
    private const string KeyId = "key-1";

    private readonly HttpListener _listener;
    private readonly RSA _key = RSA.Create(2048);
    private readonly Task _serving;

    public IdentityProvider()
    {
        (_listener, Url) = LocalHttp.Listen();
        _serving = ServeAsync();
    }

    /// <summary>Its address, and what its tokens name as their issuer.</summary>
    public string Url { get; }

    /// <summary>What makes a server trust it.</summary>
    public string[] Settings =>
    [
        "--Authentication:Jwt:Authority", Url, "--Authentication:Jwt:Audience", Audience, "--Authentication:Jwt:RequireHttps", "false",
    ];

    /// <summary>Its public key, which anyone can have.</summary>
    public byte[] PublicKey => Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem());

    /// <summary>Claims of a good token for a project.</summary>
    public JsonObject Claims(string project) => new()
    {
        ["iss"] = Url,
        ["aud"] = Audience,
        ["sub"] = "ada",
        ["project"] = project,
        ["iat"] = Now(),
        ["exp"] = Now() + 300,
    };

    public static JsonObject Header(string algorithm = "RS256") => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = KeyId };

    public static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A token signed with the provider's key, or with another.</summary>
    public string Sign(JsonObject claims, JsonObject? header = null, RSA? key = null) => Join(
        claims, header ?? Header(), signed => (key ?? _key).SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>A token with a signature of the caller's making.</summary>
    public static string Join(JsonObject claims, JsonObject header, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A public key as a JSON Web Key.</summary>
    public static JsonObject JsonWebKey(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = KeyId,
            ["alg"] = "RS256",
            ["n"] = Encode(parameters.Modulus!),
            ["e"] = Encode(parameters.Exponent!),
        };
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
        _key.Dispose();
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var body = context.Request.Url!.AbsolutePath == "/keys"
                    ? new JsonObject { ["keys"] = new JsonArray(JsonWebKey(_key)) }
                    : new JsonObject { ["issuer"] = Url, ["jwks_uri"] = $"{Url}/keys" };
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.UTF8.GetBytes(body.ToJsonString()), willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
