"""The balance report: how a mood quiz would treat its players, computed before it is published."""
