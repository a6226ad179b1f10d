using Microsoft.Extensions.Options;
using TenantLLM.Inference.Models;

namespace TenantLLM.Grains.Models;

/// <summary>What annotations cannot say: where a model is to be found, that names are used once, and that a backend reads what is set.</summary>
internal sealed class ModelsOptionsValidator : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        var faults = options.Models.SelectMany(Faults).Concat(Duplicates(options.Models)).Concat(FaultsOfDirectory(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ModelOptions model, int number)
    {
        if (model.Path.Length > 0 && model.Url is not null)
            yield return $"Models:{number}:Path and Models:{number}:Url are both set; a model is in a file or on a server. Remove one.";
        else if (model.Path.Length == 0 && model.Url is null)
            yield return $"Models:{number}:Path must name a GGUF file, such as 'models/demo/demo.gguf', "
                + $"or Models:{number}:Url a server, such as 'http://localhost:8000/v1'.";
        else if (model.Url is { } url && !IsAddress(url))
            yield return $"Models:{number}:Url must be an address such as 'http://localhost:8000/v1': http or https, without a user, "
                + $"a query or a fragment. A key goes into Models:{number}:ApiKey.";
        else if (string.IsNullOrWhiteSpace(model.EffectiveId))
            yield return $"Models:{number}:Id must be the name that requests use.";
        if (model.ApiKey is { } key && (key.Length == 0 || key.Any(character => character is <= ' ' or > '~')))
            yield return $"Models:{number}:ApiKey must be the server's key without spaces or line breaks; remove it where there is none.";
        foreach (var fault in UnreadOptions.Faults(model, $"Models:{number}"))
            yield return fault;
    }

    private static IEnumerable<string> Duplicates(List<ModelOptions> models) =>
        from model in models.Select((options, number) => (Id: options.EffectiveId, Number: number))
        group model.Number by model.Id into same
        where same.Key.Length > 0 && same.Count() > 1
        select $"Models:{string.Join(" and Models:", same)} are all named '{same.Key}'; give one another Models:<n>:Id.";

    private static IEnumerable<string> FaultsOfDirectory(ModelsOptions options)
    {
        var defaults = options.ModelDefaults;
        if (defaults.Id is not null || defaults.Path.Length > 0 || defaults.Url is not null)
            yield return "ModelDefaults has an Id, a Path or a Url; these are each model's own. Remove it, or configure the model as Models:<n>.";
        if (options.ModelDirectory is { } folder && !Directory.Exists(folder))
            yield return $"ModelDirectory: there is no folder '{folder}' ('{Path.GetFullPath(folder)}'). Create it, or correct ModelDirectory.";
        foreach (var fault in UnreadOptions.Faults(defaults, nameof(ModelsOptions.ModelDefaults)))
            yield return fault;
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
