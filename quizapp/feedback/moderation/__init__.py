"""Moderation: nicknames on boards, refused words, rounds and results to delete, and the record."""
