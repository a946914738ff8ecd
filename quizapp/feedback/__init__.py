"""Suggestions and flags of players, and how editors decide on them."""
