using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecurityTraining.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Limits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "bought_seats",
                table: "companies",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "overdue_notice",
                table: "companies",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "payment_overdue_since",
                table: "companies",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "simulations_launched",
                table: "companies",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "simulations_month",
                table: "companies",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "trial_notice",
                table: "companies",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
