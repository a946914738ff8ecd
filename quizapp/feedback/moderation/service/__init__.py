"""Use cases of moderation. Each is one transaction with its record."""
