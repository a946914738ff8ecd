"""The operator's commands: serve, check, migrate, move, backup, restore, purge."""
