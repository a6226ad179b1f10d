using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TenantLLM.ServiceDefaults.Operators;

public static class OperatorExtensions
{
    /// <summary>Adds the operator port, which opens where <c>Operator:Urls</c> says.</summary>
    public static IHostApplicationBuilder AddOperatorPort(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OperatorOptions>()
            .BindConfiguration(OperatorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<OperatorServer>();
        return builder;
    }
}
