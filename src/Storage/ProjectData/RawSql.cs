using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TenantLLM.Storage.ProjectData;

/// <summary>Statements that are made from the model's names, with values as parameters.</summary>
internal static class RawSql
{
    /// <returns>Rows that were changed.</returns>
    public static int Execute(this StoreContext context, string statement, IEnumerable<KeyValuePair<string, object>> values)
    {
        context.Database.OpenConnection();
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in values)
            command.Parameters.Add(Parameter(command, name, value));
        return command.ExecuteNonQuery();
    }

    /// <summary>Executes a statement once for each set of values; all have the same names in the same order.</summary>
    public static void ExecuteMany(
        this StoreContext context, string statement, IEnumerable<IReadOnlyList<KeyValuePair<string, object>>> sets)
    {
        context.Database.OpenConnection();
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = statement;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var values in sets)
        {
            for (var index = 0; index < values.Count; index++)
            {
                if (index == command.Parameters.Count)
                    command.Parameters.Add(Parameter(command, values[index].Key, values[index].Value));
                else
                    command.Parameters[index].Value = ValueOf(values[index].Value);
            }

            command.ExecuteNonQuery();
        }
    }

    /// <summary>Parameters for a query of EF's.</summary>
    public static object[] Parameters(this StoreContext context, IEnumerable<KeyValuePair<string, object>> values)
    {
        using var command = context.Database.GetDbConnection().CreateCommand();
        return [.. values.Select(pair => Parameter(command, pair.Key, pair.Value))];
    }

    private static DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = ValueOf(value);
        return parameter;
    }

    private static object ValueOf(object value) => value is Enum ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : value;
}
