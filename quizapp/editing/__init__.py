"""Forms for all content: edit, merge, save, preview, history and restore."""
