"""From one build to the next: what it was made from, and what need not be done again."""
