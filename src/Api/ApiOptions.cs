using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Api;

/// <summary>The HTTP side: the keys under <c>Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>What <c>openai-organization</c> says.</summary>
    [Required(ErrorMessage = "Api:Organization must be a name, such as 'tenantllm'.")]
    public string Organization { get; set; } = "tenantllm";

    /// <summary>The largest request body, in bytes.</summary>
    [Range(1_024, 1_073_741_824, ErrorMessage = "Api:MaxRequestBodyBytes must be 1024 to 1073741824.")]
    public long MaxRequestBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How long a stream may be silent before it gets a comment line that keeps proxies from closing it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ErrorMessage = "Api:KeepAlive must be 10 ms to one hour.")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a silo may give no sign of life while it computes an answer before it counts as dead; it gives one every second. A call that
    /// may be made twice is made again after as long.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00", ErrorMessage = "Api:SiloSilence must be two seconds to one hour.")]
    public TimeSpan SiloSilence { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Updates a client may be behind its stream; past that it is disconnected.</summary>
    [Range(16, 1_000_000, ErrorMessage = "Api:ClientLag must be 16 to 1000000.")]
    public int ClientLag { get; set; } = 4096;
}
