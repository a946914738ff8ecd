"""SQLite or PostgreSQL: transactions, group commit, types, cache versions, counters, migrations."""
