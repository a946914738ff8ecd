"""HTTP for all rooms: error pages, forms, languages, page cache, rate limits, security."""
