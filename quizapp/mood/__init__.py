"""The mood quiz: scoring, explanation, results, comparison, balance."""
