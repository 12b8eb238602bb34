using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Mailing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "campaigns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    test = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    winner = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    winner_decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    frozen_up_to = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_frozen = table.Column<bool>(type: "INTEGER", nullable: false),
                    cancel_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    plan_audience = table.Column<string>(type: "TEXT", nullable: false),
                    plan_name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    plan_sender_address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    plan_sender_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    plan_starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan_template_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaigns", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaigns_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_preferences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unsubscribed = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_preferences", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_mail_preferences_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_preferences_users_company_id_user_id",
                        columns: x => new { x.company_id, x.user_id },
                        principalTable: "users",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mail_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    versions = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_templates", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_mail_templates_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "system_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_system_templates", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_system_templates_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "campaign_editions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    other_subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    links = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_editions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaign_editions_campaigns_company_id_campaign_id",
                        columns: x => new { x.company_id, x.campaign_id },
                        principalTable: "campaigns",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "campaign_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    edition_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    full_name = table.Column<string>(type: "TEXT", maxLength: 201, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    merge_values = table.Column<string>(type: "TEXT", nullable: false),
                    tracking_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    variant = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    delivery = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    server_reply = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    clicked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    bounced_at = table.Column<long>(type: "INTEGER", nullable: true),
                    unsubscribed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    complained_at = table.Column<long>(type: "INTEGER", nullable: true),
                    event_count = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_messages", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaign_messages_campaign_editions_company_id_edition_id",
                        columns: x => new { x.company_id, x.edition_id },
                        principalTable: "campaign_editions",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_campaign_messages_campaigns_company_id_campaign_id",
                        columns: x => new { x.company_id, x.campaign_id },
                        principalTable: "campaigns",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_campaign_messages_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "campaign_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    link = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_events", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_campaign_events_campaign_messages_company_id_message_id",
                        columns: x => new { x.company_id, x.message_id },
                        principalTable: "campaign_messages",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_editions_company_id_campaign_id",
                table: "campaign_editions",
                columns: new[] { "company_id", "campaign_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_events_company_id_campaign_id_at",
                table: "campaign_events",
                columns: new[] { "company_id", "campaign_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_events_company_id_message_id",
                table: "campaign_events",
                columns: new[] { "company_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_campaign_id_delivery",
                table: "campaign_messages",
                columns: new[] { "company_id", "campaign_id", "delivery" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_campaign_id_user_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "campaign_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_edition_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "edition_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_tracking_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "tracking_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_campaign_messages_company_id_user_id",
                table: "campaign_messages",
                columns: new[] { "company_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaigns_company_id_created_at",
                table: "campaigns",
                columns: new[] { "company_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_preferences_company_id_user_id",
                table: "mail_preferences",
                columns: new[] { "company_id", "user_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_templates_company_id_name",
                table: "mail_templates",
                columns: new[] { "company_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_system_templates_company_id_kind_language",
                table: "system_templates",
                columns: new[] { "company_id", "kind", "language" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaign_events");

            migrationBuilder.DropTable(
                name: "mail_preferences");

            migrationBuilder.DropTable(
                name: "mail_templates");

            migrationBuilder.DropTable(
                name: "system_templates");

            migrationBuilder.DropTable(
                name: "campaign_messages");

            migrationBuilder.DropTable(
                name: "campaign_editions");

            migrationBuilder.DropTable(
                name: "campaigns");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "language",
                table: "outgoing_mails");
        }
    }
}
