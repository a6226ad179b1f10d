using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TenantLLM.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "project_erasures",
                columns: table => new
                {
                    ProjectId = table.Column<string>(type: "TEXT", nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    IncludesUsage = table.Column<bool>(type: "INTEGER", nullable: false),
                    CompletedAt = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_project_erasures", x => x.ProjectId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_stored_completions_CreatedAt",
                table: "stored_completions",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_stored_completions_ProjectId_ConversationId",
                table: "stored_completions",
                columns: new[] { "ProjectId", "ConversationId" });

            migrationBuilder.CreateIndex(
                name: "IX_responses_CreatedAt",
                table: "responses",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_conversations_CreatedAt",
                table: "conversations",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_conversation_items_CreatedAt",
                table: "conversation_items",
                column: "CreatedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "project_erasures");

            migrationBuilder.DropIndex(
                name: "IX_stored_completions_CreatedAt",
                table: "stored_completions");

            migrationBuilder.DropIndex(
                name: "IX_stored_completions_ProjectId_ConversationId",
                table: "stored_completions");

            migrationBuilder.DropIndex(
                name: "IX_responses_CreatedAt",
                table: "responses");

            migrationBuilder.DropIndex(
                name: "IX_conversations_CreatedAt",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "IX_conversation_items_CreatedAt",
                table: "conversation_items");
        }
    }
}
