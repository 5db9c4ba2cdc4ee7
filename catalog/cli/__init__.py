"""Everything that a person types, and everything that is said to them; the local server.

In: arguments. Out: words on the terminal, reports, exit codes.
"""
