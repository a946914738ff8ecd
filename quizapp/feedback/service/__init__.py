"""Use cases of feedback: suggest, review, correct."""
