using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST …/model_permissions</c>, checked.</summary>
/// <param name="IsAllowList">Whether the models are those that may be used; else those that may not.</param>
public sealed record UpdateModelPermissionsRequest(bool IsAllowList, IReadOnlyList<string> Models)
{
    private static readonly string[] Modes = [ModelPermissionsObject.AllowList, ModelPermissionsObject.DenyList];

    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out UpdateModelPermissionsRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static UpdateModelPermissionsRequest Read(ObjectReader fields)
    {
        var mode = fields.RequiredChoice("mode", Modes);
        if (!fields.TryGet("model_ids", out _))
            fields.Report(ParameterErrors.Missing("model_ids"));
        var models = fields.Words("model_ids", (word, path) => Model(fields, word, path));
        if (models.Count > AdminLimits.MostModels)
            fields.Report(ParameterErrors.ArrayTooLong("model_ids", AdminLimits.MostModels, models.Count));
        fields.RefuseUnknown(namesOne: true);
        return new UpdateModelPermissionsRequest(mode == ModelPermissionsObject.AllowList, [.. models.Distinct()]);
    }

    private static string Model(ObjectReader fields, JsonElement word, string path)
    {
        if (word.ValueKind != JsonValueKind.String)
            fields.Report(ParameterErrors.WrongType(path, "a string", JsonKind.Of(word)));
        else if (word.GetString() is not { Length: > 0 } model)
            fields.Report(ParameterErrors.EmptyString(path));
        else if (model.Length > AdminLimits.LongestModel)
            fields.Report(ParameterErrors.StringTooLong(path, AdminLimits.LongestModel, model.Length));
        else
            return model;
        return "";
    }
}
