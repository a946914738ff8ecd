"""Content packs: check, load and export the shipped content."""
