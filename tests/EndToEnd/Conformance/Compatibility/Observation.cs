using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TenantLLM.EndToEnd.Conformance.Compatibility;

/// <summary>What a call showed, without what differs in any two calls.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="After">The answer to the question that was asked afterwards, if one was.</param>
internal sealed partial record Observation(ConformanceAnswer Answer, ConformanceAnswer? After)
{
    public bool Succeeded => Answer.Status == 200;

    /// <summary>The field that a refusal names, and whether it says that it is not supported.</summary>
    public (string Field, bool IsUnsupported) Refusal
    {
        get
        {
            var error = Answer.Json.GetProperty("error");
            var (param, code) = (error.GetProperty("param").GetString() ?? "", error.GetProperty("code").GetString() ?? "");
            return (param.Split('.', '[')[0], code.StartsWith("unsupported_", StringComparison.Ordinal));
        }
    }

    public bool Equals(Observation? other) => other is not null && Seen(null) == other.Seen(null);

    public override int GetHashCode() => Answer.Status;

    /// <summary>Whether only this field of the answers differs.</summary>
    public bool EqualsBut(string field, Observation other) => Seen(field) == other.Seen(field);

    private string Seen(string? without) => Varying().Replace($"{Answer.Status} {Text(Answer, without)} {After?.Status} {Text(After, without)}", "");

    /// <summary>The text of an answer, without a field if there is one to leave out.</summary>
    private static string? Text(ConformanceAnswer? answer, string? without)
    {
        if (without is null || answer is null || answer.IsStream || JsonNode.Parse(answer.Text) is not JsonObject body)
            return answer?.Text;
        body.Remove(without);
        return body.ToJsonString();
    }

    /// <summary>Ids, times, padding, and how much of a prompt was warm.</summary>
    [GeneratedRegex("(?:proj_|key_|svc_acct_|audit_log-|sk-proj-|sk-admin-|chatcmpl-|cmpl-|resp_|msg_|conv_|fc_|fco_|rs_|req_)[0-9A-Za-z]+|\"(?:created|created_at|completed_at|last_used_at|expires_at|archived_at|effective_at|redacted_value|cached_tokens|obfuscation)\": *(?:[0-9]+|\"[^\"]*\")")]
    private static partial Regex Varying();
}
