using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PeopleAtScale : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "erase_at",
                table: "users",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "deactivate_missing",
                table: "people_imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "deactivated",
                table: "people_imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "has_file",
                table: "people_imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_confirmed",
                table: "people_imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "missing",
                table: "people_imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "samples",
                table: "people_imports",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{\"created\":[],\"updated\":[],\"unchanged\":[],\"missing\":[]}'");

            migrationBuilder.AddColumn<int>(
                name: "unchanged",
                table: "people_imports",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "departments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "custom_attributes_text",
                table: "users",
                type: "TEXT",
                nullable: false,
                computedColumnSql: "custom_attributes",
                stored: true);

            migrationBuilder.CreateTable(
                name: "attribute_definitions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    choices = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attribute_definitions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_attribute_definitions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "department_ancestors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ancestor_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_department_ancestors", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_department_ancestors_departments_company_id_ancestor_id",
                        columns: x => new { x.company_id, x.ancestor_id },
                        principalTable: "departments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_department_ancestors_departments_company_id_department_id",
                        columns: x => new { x.company_id, x.department_id },
                        principalTable: "departments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "department_leaders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_department_leaders", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_department_leaders_departments_company_id_department_id",
                        columns: x => new { x.company_id, x.department_id },
                        principalTable: "departments",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_department_leaders_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    description = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    rule = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_groups", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_groups_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "group_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_members", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_group_members_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_group_members_groups_company_id_group_id",
                        columns: x => new { x.company_id, x.group_id },
                        principalTable: "groups",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_group_members_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_users_company_id_created_at_id",
                table: "users",
                columns: new[] { "company_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_departments_company_id_parent_id",
                table: "departments",
                columns: new[] { "company_id", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_attribute_definitions_company_id_normalized_name",
                table: "attribute_definitions",
                columns: new[] { "company_id", "normalized_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_department_ancestors_company_id_ancestor_id",
                table: "department_ancestors",
                columns: new[] { "company_id", "ancestor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_department_ancestors_company_id_department_id_ancestor_id",
                table: "department_ancestors",
                columns: new[] { "company_id", "department_id", "ancestor_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_department_leaders_company_id_department_id_user_id",
                table: "department_leaders",
                columns: new[] { "company_id", "department_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_department_leaders_company_id_user_id",
                table: "department_leaders",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_group_members_company_id_group_id_user_id",
                table: "group_members",
                columns: new[] { "company_id", "group_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_members_company_id_user_id",
                table: "group_members",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_groups_company_id_normalized_name",
                table: "groups",
                columns: new[] { "company_id", "normalized_name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_departments_departments_company_id_parent_id",
                table: "departments",
                columns: new[] { "company_id", "parent_id" },
                principalTable: "departments",
                principalColumns: new[] { "company_id", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_departments_departments_company_id_parent_id",
                table: "departments");

            migrationBuilder.DropTable(
                name: "attribute_definitions");

            migrationBuilder.DropTable(
                name: "department_ancestors");

            migrationBuilder.DropTable(
                name: "department_leaders");

            migrationBuilder.DropTable(
                name: "group_members");

            migrationBuilder.DropTable(
                name: "groups");

            migrationBuilder.DropIndex(
                name: "ix_users_company_id_created_at_id",
                table: "users");

            migrationBuilder.DropIndex(
                name: "ix_departments_company_id_parent_id",
                table: "departments");

            migrationBuilder.DropColumn(
                name: "custom_attributes_text",
                table: "users");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "erase_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "deactivate_missing",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "deactivated",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "has_file",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "is_confirmed",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "missing",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "samples",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "unchanged",
                table: "people_imports");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "departments");
        }
    }
}
