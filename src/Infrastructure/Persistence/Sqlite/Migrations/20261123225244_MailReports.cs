using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MailReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "report_mailboxes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    access = table.Column<string>(type: "TEXT", nullable: false),
                    protected_secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    uid_validity = table.Column<long>(type: "INTEGER", nullable: false),
                    last_uid = table.Column<long>(type: "INTEGER", nullable: false),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    succeeded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    taken = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_mailboxes", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_report_mailboxes_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reported_mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    open_fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    sender_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    sender_address = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    reply_to = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    message_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    links = table.Column<string>(type: "TEXT", nullable: false),
                    attachments = table.Column<string>(type: "TEXT", nullable: false),
                    authentication = table.Column<string>(type: "TEXT", nullable: false),
                    hint = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    report_count = table.Column<int>(type: "INTEGER", nullable: false),
                    first_reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    mime_size = table.Column<long>(type: "INTEGER", nullable: true),
                    mime_from = table.Column<Guid>(type: "TEXT", nullable: true),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    resolved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reported_mails", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_reported_mails_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reported_mail_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reporter_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_reports", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_mail_reports_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_reports_reported_mails_company_id_reported_mail_id",
                        columns: x => new { x.company_id, x.reported_mail_id },
                        principalTable: "reported_mails",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mail_reports_company_id_reported_mail_id_reporter_id",
                table: "mail_reports",
                columns: new[] { "company_id", "reported_mail_id", "reporter_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_reports_company_id_reporter_id_reported_at",
                table: "mail_reports",
                columns: new[] { "company_id", "reporter_id", "reported_at" });

            migrationBuilder.CreateIndex(
                name: "ix_report_mailboxes_company_id",
                table: "report_mailboxes",
                column: "company_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reported_mails_company_id_open_fingerprint",
                table: "reported_mails",
                columns: new[] { "company_id", "open_fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reported_mails_company_id_status_last_reported_at",
                table: "reported_mails",
                columns: new[] { "company_id", "status", "last_reported_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mail_reports");

            migrationBuilder.DropTable(
                name: "report_mailboxes");

            migrationBuilder.DropTable(
                name: "reported_mails");
        }
    }
}
