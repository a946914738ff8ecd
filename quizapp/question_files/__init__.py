"""Import and export of questions: CSV, GIFT, Aiken, Open Trivia DB, YAML."""
