"""Tables of what players leave: results, rounds, responses, boards, counters."""
