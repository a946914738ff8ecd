"""The JSON API: the catalog, the quizzes and their results."""
