"""Forms for all content: drafts, saving, merging, history, preview."""
