"""SQLite or PostgreSQL: transactions, column types, cache versions, counters, migrations."""
