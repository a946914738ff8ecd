"""Trivia: a daily round, practice and challenges, graded on the server, with leaderboards."""
