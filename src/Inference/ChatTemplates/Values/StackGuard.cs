using System.Runtime.CompilerServices;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Turns a stack that is about to overflow, which would end the process, into a failed rendering.</summary>
internal static class StackGuard
{
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw ChatTemplateRenderException.Limit("the chat template nests too deeply");
    }
}
