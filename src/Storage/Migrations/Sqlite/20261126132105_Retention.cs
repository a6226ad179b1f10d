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
