"""Evaluation of the shipped quizzes on simulated players: figures beside their goals."""
