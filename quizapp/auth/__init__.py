"""Editor accounts: sign-in, sessions, roles, and the guard of every page under /desk."""
