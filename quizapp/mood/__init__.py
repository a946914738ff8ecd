"""The mood quiz: read a sheet of answers, score it, show the result and compare two of them."""
