using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Subscriptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "control_billing_differences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    for_company_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    ours = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    theirs = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    mended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_billing_differences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "control_stripe_customers",
                columns: table => new
                {
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    for_company_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_stripe_customers", x => x.reference);
                });

            migrationBuilder.CreateTable(
                name: "control_stripe_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    object_reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    for_company_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_stripe_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "control_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    for_company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    interval = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    seats = table.Column<int>(type: "INTEGER", nullable: false),
                    yearly_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    cancels_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_due = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_paid = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    paid_at = table.Column<long>(type: "INTEGER", nullable: true),
                    period_start = table.Column<long>(type: "INTEGER", nullable: false),
                    period_end = table.Column<long>(type: "INTEGER", nullable: false),
                    hosted_url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    pdf_url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    failures_told = table.Column<int>(type: "INTEGER", nullable: false),
                    receipt_sent = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoices", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_invoices_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    amount_refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    failure = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    receipt_url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_payments_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    customer_reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    interval = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    seats = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    current_period_end = table.Column<long>(type: "INTEGER", nullable: true),
                    cancels_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    past_due_since = table.Column<long>(type: "INTEGER", nullable: true),
                    synchronised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriptions", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_subscriptions_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_control_billing_differences_mended_at_id",
                table: "control_billing_differences",
                columns: new[] { "mended_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_control_stripe_customers_for_company_id",
                table: "control_stripe_customers",
                column: "for_company_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_control_stripe_events_reference",
                table: "control_stripe_events",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_control_stripe_events_settled_at",
                table: "control_stripe_events",
                column: "settled_at");

            migrationBuilder.CreateIndex(
                name: "ix_control_stripe_events_status_id",
                table: "control_stripe_events",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_control_subscriptions_for_company_id",
                table: "control_subscriptions",
                column: "for_company_id");

            migrationBuilder.CreateIndex(
                name: "ix_control_subscriptions_reference",
                table: "control_subscriptions",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_control_subscriptions_status_id",
                table: "control_subscriptions",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_company_id_issued_at",
                table: "invoices",
                columns: new[] { "company_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_company_id_reference",
                table: "invoices",
                columns: new[] { "company_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payments_company_id_at",
                table: "payments",
                columns: new[] { "company_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_company_id_reference",
                table: "payments",
                columns: new[] { "company_id", "reference" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "control_billing_differences");

            migrationBuilder.DropTable(
                name: "control_stripe_customers");

            migrationBuilder.DropTable(
                name: "control_stripe_events");

            migrationBuilder.DropTable(
                name: "control_subscriptions");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "subscriptions");
        }
    }
}
