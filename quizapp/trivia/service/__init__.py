"""Use cases of players in trivia, one function each."""
