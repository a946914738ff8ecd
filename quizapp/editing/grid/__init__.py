"""The question grid: find questions over all quizzes, and change many of them at once."""
