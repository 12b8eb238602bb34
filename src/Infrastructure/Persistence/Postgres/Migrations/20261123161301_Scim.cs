using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Scim : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "external_id",
                table: "users",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "normalized_user_name",
                table: "users",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "user_name",
                table: "users",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "groups",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "external_id",
                table: "groups",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_company_id_external_id",
                table: "users",
                columns: new[] { "company_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_users_company_id_normalized_user_name",
                table: "users",
                columns: new[] { "company_id", "normalized_user_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_groups_company_id_external_id",
                table: "groups",
                columns: new[] { "company_id", "external_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_users_company_id_external_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_users_company_id_normalized_user_name",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_groups_company_id_external_id",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "external_id",
                table: "users");

            migrationBuilder.DropColumn(
                name: "normalized_user_name",
                table: "users");

            migrationBuilder.DropColumn(
                name: "user_name",
                table: "users");

            migrationBuilder.DropColumn(
                name: "changed_at",
                table: "groups");

            migrationBuilder.DropColumn(
                name: "external_id",
                table: "groups");
        }
    }
}
