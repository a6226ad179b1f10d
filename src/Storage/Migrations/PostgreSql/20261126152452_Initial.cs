using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TenantLLM.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LastFour = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_keys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "conversation_items",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConversationId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ParentPosition = table.Column<int>(type: "integer", nullable: true),
                    Role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ResponseId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IsComplete = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversation_items", x => new { x.ProjectId, x.ConversationId, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SessionId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Metadata = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => new { x.ProjectId, x.SessionId });
                });

            migrationBuilder.CreateTable(
                name: "project_erasures",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    IncludesUsage = table.Column<bool>(type: "boolean", nullable: false),
                    CompletedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_erasures", x => x.ProjectId);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projects", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "responses",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SessionId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsBackground = table.Column<bool>(type: "boolean", nullable: false),
                    InputEnd = table.Column<int>(type: "integer", nullable: true),
                    End = table.Column<int>(type: "integer", nullable: true),
                    Echo = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Fingerprint = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FinishReason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FailureKind = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FailureMessage = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FailureRetryAfter = table.Column<TimeSpan>(type: "interval", nullable: true),
                    PromptTokens = table.Column<int>(type: "integer", nullable: false),
                    CachedTokens = table.Column<int>(type: "integer", nullable: false),
                    CompletionTokens = table.Column<int>(type: "integer", nullable: false),
                    Journal = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_responses", x => new { x.ProjectId, x.SessionId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "session_items",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SessionId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ParentPosition = table.Column<int>(type: "integer", nullable: true),
                    ConversationPosition = table.Column<int>(type: "integer", nullable: true),
                    ItemId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ResponseId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IsOutput = table.Column<bool>(type: "boolean", nullable: false),
                    IsComplete = table.Column<bool>(type: "boolean", nullable: false),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_items", x => new { x.ProjectId, x.SessionId, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "stored_completion_tags",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CompletionId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stored_completion_tags", x => new { x.ProjectId, x.CompletionId, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "stored_completions",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConversationId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PromptTokens = table.Column<int>(type: "integer", nullable: false),
                    CachedTokens = table.Column<int>(type: "integer", nullable: false),
                    CompletionTokens = table.Column<int>(type: "integer", nullable: false),
                    Metadata = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Echo = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    MessagePositions = table.Column<int[]>(type: "integer[]", nullable: false),
                    Choices = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stored_completions", x => new { x.ProjectId, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_Hash",
                table: "api_keys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_keys_ProjectId",
                table: "api_keys",
                column: "ProjectId");

            migrationBuilder.CreateIndex(
                name: "IX_conversation_items_CreatedAt",
                table: "conversation_items",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_conversation_items_ResponseId",
                table: "conversation_items",
                column: "ResponseId");

            migrationBuilder.CreateIndex(
                name: "IX_conversations_CreatedAt",
                table: "conversations",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_responses_CreatedAt",
                table: "responses",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_responses_ProjectId_SessionId_EndedAt",
                table: "responses",
                columns: new[] { "ProjectId", "SessionId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_session_items_ProjectId_SessionId_ConversationPosition",
                table: "session_items",
                columns: new[] { "ProjectId", "SessionId", "ConversationPosition" });

            migrationBuilder.CreateIndex(
                name: "IX_session_items_ProjectId_SessionId_ItemId",
                table: "session_items",
                columns: new[] { "ProjectId", "SessionId", "ItemId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_session_items_ProjectId_SessionId_ResponseId",
                table: "session_items",
                columns: new[] { "ProjectId", "SessionId", "ResponseId" });

            migrationBuilder.CreateIndex(
                name: "IX_stored_completion_tags_ProjectId_Key_Value_CompletionId",
                table: "stored_completion_tags",
                columns: new[] { "ProjectId", "Key", "Value", "CompletionId" });

            migrationBuilder.CreateIndex(
                name: "IX_stored_completions_CreatedAt",
                table: "stored_completions",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_stored_completions_ProjectId_ConversationId",
                table: "stored_completions",
                columns: new[] { "ProjectId", "ConversationId" });

            migrationBuilder.CreateIndex(
                name: "IX_stored_completions_ProjectId_Model_Id",
                table: "stored_completions",
                columns: new[] { "ProjectId", "Model", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "conversation_items");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "project_erasures");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "responses");

            migrationBuilder.DropTable(
                name: "session_items");

            migrationBuilder.DropTable(
                name: "stored_completion_tags");

            migrationBuilder.DropTable(
                name: "stored_completions");
        }
    }
}
