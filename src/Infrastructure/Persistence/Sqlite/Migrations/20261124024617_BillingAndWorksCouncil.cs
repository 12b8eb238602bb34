using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class BillingAndWorksCouncil : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "collected_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "pseudonym_key_destroyed_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "results",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "results_closed_at",
                table: "simulations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "works_council",
                table: "simulations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_pseudonymous",
                table: "recipients",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "bought_seats",
                table: "companies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "overdue_notice",
                table: "companies",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "payment_overdue_since",
                table: "companies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "simulations_launched",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "simulations_month",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "trial_notice",
                table: "companies",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

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
                name: "programmes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rhythm = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    planned_since = table.Column<long>(type: "INTEGER", nullable: false),
                    last_period = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    changed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    authors = table.Column<string>(type: "TEXT", nullable: false),
                    approved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan_audience = table.Column<string>(type: "TEXT", nullable: false),
                    plan_ends_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan_name = table.Column<string>(type: "TEXT", maxLength: 150, nullable: false),
                    plan_selection = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false, defaultValue: "Random"),
                    plan_sender_address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    plan_sender_domain = table.Column<string>(type: "TEXT", maxLength: 253, nullable: true),
                    plan_sender_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    plan_sending_profile_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    plan_spread_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    plan_starts_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan_template_ids = table.Column<string>(type: "TEXT", nullable: false),
                    plan_template_weights = table.Column<string>(type: "TEXT", nullable: true),
                    plan_timing = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programmes", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_programmes_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pseudonym_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    protected_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pseudonym_keys", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_pseudonym_keys_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_pseudonym_keys_simulations_company_id_id",
                        columns: x => new { x.company_id, x.id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pseudonymous_hits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pseudonym = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reasons = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    address = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    network = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pseudonymous_hits", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_pseudonymous_hits_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pseudonymous_results",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened = table.Column<bool>(type: "INTEGER", nullable: true),
                    clicked = table.Column<bool>(type: "INTEGER", nullable: true),
                    submitted = table.Column<bool>(type: "INTEGER", nullable: true),
                    reported = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pseudonymous_results", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_pseudonymous_results_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "unmaskings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pseudonym = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unmaskings", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_unmaskings_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_unmaskings_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "programme_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    programme_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    planned_at = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    simulation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_runs", x => new { x.company_id, x.id });
                    table.ForeignKey(
                        name: "fk_programme_runs_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_programme_runs_programmes_company_id_programme_id",
                        columns: x => new { x.company_id, x.programme_id },
                        principalTable: "programmes",
                        principalColumns: new[] { "company_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_programme_runs_simulations_company_id_simulation_id",
                        columns: x => new { x.company_id, x.simulation_id },
                        principalTable: "simulations",
                        principalColumns: new[] { "company_id", "id" },
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

            migrationBuilder.CreateIndex(
                name: "ix_programme_runs_company_id_programme_id_period",
                table: "programme_runs",
                columns: new[] { "company_id", "programme_id", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_programme_runs_company_id_simulation_id",
                table: "programme_runs",
                columns: new[] { "company_id", "simulation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_pseudonymous_hits_company_id_pseudonym",
                table: "pseudonymous_hits",
                columns: new[] { "company_id", "pseudonym" });

            migrationBuilder.CreateIndex(
                name: "ix_pseudonymous_hits_company_id_simulation_id_id",
                table: "pseudonymous_hits",
                columns: new[] { "company_id", "simulation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_pseudonymous_results_company_id_simulation_id_id",
                table: "pseudonymous_results",
                columns: new[] { "company_id", "simulation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_unmaskings_company_id_simulation_id_id",
                table: "unmaskings",
                columns: new[] { "company_id", "simulation_id", "id" });
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
                name: "programme_runs");

            migrationBuilder.DropTable(
                name: "pseudonym_keys");

            migrationBuilder.DropTable(
                name: "pseudonymous_hits");

            migrationBuilder.DropTable(
                name: "pseudonymous_results");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropTable(
                name: "unmaskings");

            migrationBuilder.DropTable(
                name: "programmes");

            migrationBuilder.DropColumn(
                name: "collected_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "pseudonym_key_destroyed_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "results",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "results_closed_at",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "works_council",
                table: "simulations");

            migrationBuilder.DropColumn(
                name: "is_pseudonymous",
                table: "recipients");

            migrationBuilder.DropColumn(
                name: "bought_seats",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "overdue_notice",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "payment_overdue_since",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "simulations_launched",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "simulations_month",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "trial_notice",
                table: "companies");
        }
    }
}
