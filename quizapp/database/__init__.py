"""SQLite or PostgreSQL: transactions, group commit, column types, cache versions, counters, migrations."""
