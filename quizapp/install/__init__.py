"""The game as an app on a phone: manifest, service worker, and a page for no network."""
