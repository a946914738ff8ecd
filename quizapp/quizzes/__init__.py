"""Quizzes and their items, the rules for items, and published editions."""
