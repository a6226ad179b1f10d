using System.Net;
using System.Text.Json;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

[Collection(StandaloneGroup.Name)]
public class ModelsTests(StandaloneFixture standalone)
{
    [Fact]
    public async Task Models_Listed_AreTheDemoModel()
    {
        using var body = JsonDocument.Parse(await standalone.Client.GetStringAsync("/v1/models"));

        Assert.Equal("{object:String,data:[{id:String,object:String,created:Number,owned_by:String}]}", JsonShape.Of(body.RootElement));
        Assert.Equal("demo", body.RootElement.GetProperty("data")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Model_OfAnUnknownName_IsNotFound()
    {
        using var response = await standalone.Client.GetAsync("/v1/models/some-org/none");

        var error = await response.ReadErrorAsync();
        Assert.Equal((404, "invalid_request_error", "model_not_found", "model"), (error.Status, error.Type, error.Code, error.Param));
        Assert.Equal("The model 'some-org/none' does not exist", error.Message);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_WithoutAKey_Answers(string route)
    {
        using var client = standalone.Server.Client();
        using var response = await client.GetAsync(route);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Models_ListedAndAlone_FitTheDocument()
    {
        using var list = JsonDocument.Parse(await standalone.Client.GetStringAsync("/v1/models"));
        using var model = JsonDocument.Parse(await standalone.Client.GetStringAsync("/v1/models/demo"));

        Assert.Empty(OpenApiDocument.Shared.Faults("ListModelsResponse", list.RootElement));
        Assert.Empty(OpenApiDocument.Shared.Faults("Model", model.RootElement));
    }
}
