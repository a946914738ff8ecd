"""The trivia quiz: daily rounds, practice, challenges, grading, leaderboards."""
