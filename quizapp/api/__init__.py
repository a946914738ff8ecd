"""The catalog, the quizzes and their results as JSON, for other people's programs."""
