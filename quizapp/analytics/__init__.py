"""Counts of visits, and the figures that editors read about a quiz."""
