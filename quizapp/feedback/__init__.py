"""What players send in: suggested questions, flags on items, and corrections of keys."""
