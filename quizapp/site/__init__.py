"""Home page, installable app with its service worker, style guide."""
