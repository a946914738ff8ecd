"""Editors: sign-in, sessions, passwords, second factor, roles, invitations."""
