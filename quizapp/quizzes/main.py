"""The quizzes that stand at the addresses without a slug, `/mood/` and `/trivia/`."""

MAIN_MOOD_QUIZ = "mood"
MAIN_TRIVIA_QUIZ = "trivia"
