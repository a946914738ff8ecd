"""Share cards, QR codes, social tags, embedding, and deleting a result."""
