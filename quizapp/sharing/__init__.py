"""Share a page: link previews, drawn cards, QR codes, frames for other sites, and deletion."""
