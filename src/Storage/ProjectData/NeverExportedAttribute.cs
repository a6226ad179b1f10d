namespace TenantLLM.Storage.ProjectData;

/// <summary>A column that no export holds: it is no content, but proof of a secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeverExportedAttribute : Attribute;
