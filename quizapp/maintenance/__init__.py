"""The operator's commands: migrate, backup, restore, purge."""
