using System.Text.Json;

namespace TenantLLM.EndToEnd.Servers.Secrets;

/// <summary>Notes the secrets that a client of the tests sends and is given, and searches the errors it is answered with.</summary>
internal sealed class SecretHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private const int LongestBody = 64 * 1024;
    private const int ShortestPrompt = 16;
    private const int PartOfPrompt = 48;

    private static readonly string[] PromptFields = ["messages", "prompt", "input", "instructions", "items"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization?.Parameter is { } credential)
            TestSecrets.AddCredential(credential);
        if (request.Content is ByteArrayContent { Headers.ContentLength: <= LongestBody } body)
            AddPrompts(await body.ReadAsStringAsync(cancellationToken));

        var response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode >= 400)
            TestSecrets.CheckAnswer(await response.Content.ReadAsStringAsync(cancellationToken), $"the answer to {request.Method} {request.RequestUri}");
        else if (request.Method == HttpMethod.Post && IsOfAdministration(request))
            TestSecrets.AddKeysIn(await response.Content.ReadAsStringAsync(cancellationToken));
        return response;
    }

    private static bool IsOfAdministration(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.StartsWith("/v1/organization/", StringComparison.Ordinal);

    private static void AddPrompts(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return;
            foreach (var field in document.RootElement.EnumerateObject().Where(field => PromptFields.Contains(field.Name)))
                AddPrompts(field.Value);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Some tests send what is no JSON, or no text.
        }
    }

    private static void AddPrompts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString() is { Length: >= ShortestPrompt } text && text.Contains(' ', StringComparison.Ordinal):
                TestSecrets.AddPrompt(text[..Math.Min(text.Length, PartOfPrompt)]);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    AddPrompts(item);
                break;
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    AddPrompts(field.Value);
                break;
        }
    }
}
