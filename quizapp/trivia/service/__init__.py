"""What players and editors do in trivia, one use case a function."""
