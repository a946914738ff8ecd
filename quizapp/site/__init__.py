"""Pages of the site as a whole: the home page, installation and the style guide."""
