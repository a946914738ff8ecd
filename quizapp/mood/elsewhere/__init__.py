"""The tracks of other albums that are closest to the answers of a mood quiz."""
