"""What players did: stored results, rounds, responses and the tallies counted from them."""
