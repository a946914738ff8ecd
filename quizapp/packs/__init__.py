"""Content packs: check, load and export the shipped content; whole albums in one file."""
