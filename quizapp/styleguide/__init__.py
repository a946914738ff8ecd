"""The design system on one page, while developing."""
