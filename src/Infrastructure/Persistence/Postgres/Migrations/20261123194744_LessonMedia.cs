using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LessonMedia : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "duration_seconds",
                table: "content_files",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_taught",
                table: "content_files",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "duration_seconds",
                table: "content_blobs",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "duration_seconds",
                table: "content_files");

            migrationBuilder.DropColumn(
                name: "is_taught",
                table: "content_files");

            migrationBuilder.DropColumn(
                name: "duration_seconds",
                table: "content_blobs");
        }
    }
}
