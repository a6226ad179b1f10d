using TenantLLM.Wire.Ids;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>The ids of a response that is to be made and of the message it will generate.</summary>
internal sealed record NewResponseIds(string Response, string OutputItem)
{
    public static NewResponseIds In(string session) => new(SessionIds.Response(session), SessionIds.Message(session));
}
