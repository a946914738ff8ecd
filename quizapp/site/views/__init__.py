"""Views of the home page, installation and the style guide."""
