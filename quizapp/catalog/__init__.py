"""The album, its tracks, artists and theme tags, and the pages and emblems that show them."""
