"""The forms of the desk: what is typed, in the shape of a document's content."""
