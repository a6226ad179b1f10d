using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TenantLLM.ServiceDefaults;

/// <summary>Says what keeps a process from starting; of a setting that is wrong: its key, its value, and what it must be.</summary>
internal static partial class ConfigurationFaults
{
    private static readonly string[] SecretNames = ["Key", "Secret", "ConnectionString", "Redis", "Password"];

    /// <param name="exception">Why it cannot start.</param>
    /// <param name="configuration">What it was started with; null: not known.</param>
    public static string Explain(Exception exception, IConfiguration? configuration) => exception switch
    {
        AggregateException several => string.Join(' ', several.InnerExceptions.Select(one => Explain(one, configuration))),
        OptionsValidationException options => string.Join(' ', options.Failures.Select(failure => Explain(failure, configuration))),
        InvalidOperationException when Unreadable().Match(exception.Message) is { Success: true } value =>
            $"{value.Groups["key"].Value} is '{value.Groups["value"].Value}': it must be {ExampleOf(value.Groups["type"].Value)}.",
        _ => exception.Message,
    };

    private static string Explain(string failure, IConfiguration? configuration)
    {
        var message = Annotated().Match(failure) is { Success: true } annotated ? annotated.Groups["message"].Value : failure;
        if (configuration is null || Key().Match(message) is not { Success: true, Value: var key } || SecretNames.Any(name => key.EndsWith(name, StringComparison.Ordinal)))
            return message;
        var values = key.Split(':').Aggregate<string, IEnumerable<IConfigurationSection>>(
            [],
            (sections, part) => sections.Any() ? sections.SelectMany(section => Parts(section, part)) : [configuration.GetSection(part)]);
        return string.Join(' ', values
            .Select(section => (section.Path, Value: section.Value ?? string.Join(", ", section.GetChildren().Select(child => child.Value))))
            .Where(setting => setting.Value.Length > 0 && !message.Contains($"'{setting.Value}'", StringComparison.Ordinal))
            .Select(setting => setting.Path == key ? $"It is '{setting.Value}'." : $"{setting.Path} is '{setting.Value}'.")
            .Prepend(message));
    }

    // A name in angle brackets stands for any.
    private static IEnumerable<IConfigurationSection> Parts(IConfigurationSection section, string part) =>
        part.StartsWith('<') ? section.GetChildren() : [section.GetSection(part)];

    private static string ExampleOf(string type) => type switch
    {
        "System.TimeSpan" => "a time, such as '00:00:30'",
        "System.Boolean" => "'true' or 'false'",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" or "System.Decimal" => "a number",
        _ => $"a {type.Split('.', '+')[^1]}",
    };

    /// <summary>How .NET wraps the message of an annotation.</summary>
    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '[^']*' with the error: '(?<message>.*)'\\.$", RegexOptions.Singleline)]
    private static partial Regex Annotated();

    [GeneratedRegex("Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    [GeneratedRegex("^[A-Z]\\w*(:(\\w+|<[^>]+>))+")]
    private static partial Regex Key();
}
