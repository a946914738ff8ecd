"""Search over the catalog and past questions."""
