"""Compare two results of the mood quiz."""
