"""What players send in and leave: suggestions, flags, corrections of keys, and moderation."""
