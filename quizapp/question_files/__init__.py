"""Import and export of questions: workbooks, CSV, GIFT, Moodle XML, Aiken, Open Trivia DB, YAML."""
