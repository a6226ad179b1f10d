using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>The prompts of a request.</summary>
internal static class CompletionPrompts
{
    /// <summary>What is answered where they cannot be continued.</summary>
    public static ApiError ToError(SessionFailure failure, string model) => failure.ToRawError(model, "prompt");

    /// <summary>What the choices of a prompt that has started begin with: the prompt where the request asks for it.</summary>
    public static string EchoOf(this CreateCompletionRequest request, SessionUpdate started)
    {
        if (!request.Echo)
            return "";
        return request.Prompts[started.Choice / request.Candidates] is TextInput.OfText text ? text.Text : started.Start!.PromptText ?? "";
    }

    /// <summary>The choices of a prompt that has started.</summary>
    public static IEnumerable<int> ChoicesOf(this CreateCompletionRequest request, SessionUpdate started) =>
        Enumerable.Range(started.Choice, request.Candidates);
}
