using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using TenantLLM.Api;
using TenantLLM.ServiceDefaults;
using TenantLLM.TestKit.Isolation;
using Xunit;

namespace TenantLLM.Unit.Api.Isolation;

/// <summary>The routes of the server itself: one that names an object cannot be forgotten where other tenants' keys are tried.</summary>
public sealed class ObjectRoutesTests
{
    [Fact]
    public void Routes_WithAParameter_AreAllTriedWithAnotherTenantsKey()
    {
        var served = ServedRoutes().Where(route => route.Contains('{', StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(served);
        Assert.Equal(
            served.Where(route => !ObjectRoutes.IsForAdministrators(route[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..])).Order(),
            ObjectRoutes.All.Where(route => !route.IsInBody).Select(route => route.ToString()).Concat(ObjectRoutes.Shared.Keys).Order());
    }

    private static IEnumerable<string> ServedRoutes()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults("test");
        builder.AddTenantLlmApi();
        var app = builder.Build();
        app.MapTenantLlmApi();
        return
        [
            .. from source in ((IEndpointRouteBuilder)app).DataSources
               from endpoint in source.Endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]
               select $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}",
        ];
    }
}
