using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TenantLLM.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "TEXT", nullable: false),
                    SessionId = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Metadata = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => new { x.ProjectId, x.SessionId });
                });

            migrationBuilder.CreateTable(
                name: "responses",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "TEXT", nullable: false),
                    SessionId = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    IsBackground = table.Column<bool>(type: "INTEGER", nullable: false),
                    InputEnd = table.Column<int>(type: "INTEGER", nullable: true),
                    End = table.Column<int>(type: "INTEGER", nullable: true),
                    Echo = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: true),
                    FinishReason = table.Column<string>(type: "TEXT", nullable: true),
                    FailureKind = table.Column<string>(type: "TEXT", nullable: true),
                    FailureMessage = table.Column<string>(type: "TEXT", nullable: true),
                    FailureRetryAfter = table.Column<TimeSpan>(type: "TEXT", nullable: true),
                    PromptTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Journal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_responses", x => new { x.ProjectId, x.SessionId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "session_items",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "TEXT", nullable: false),
                    SessionId = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    ParentPosition = table.Column<int>(type: "INTEGER", nullable: true),
                    ConversationPosition = table.Column<int>(type: "INTEGER", nullable: true),
                    ItemId = table.Column<string>(type: "TEXT", nullable: false),
                    ResponseId = table.Column<string>(type: "TEXT", nullable: true),
                    IsOutput = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsComplete = table.Column<bool>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_items", x => new { x.ProjectId, x.SessionId, x.Position });
                });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "responses");

            migrationBuilder.DropTable(
                name: "session_items");
        }
    }
}
