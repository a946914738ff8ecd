"""The tables of the first schema, in the order in which they refer to each other."""
