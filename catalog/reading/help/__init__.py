"""Slips of files become remedies: what was meant, and what to write instead."""
