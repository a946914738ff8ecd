"""How well the shipped quizzes do on simulated players: figures beside their goals."""
