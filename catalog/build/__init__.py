"""The story told in order, and what is kept from one build to the next.

In: settings. Out: a published edition and what was wrong with it. :mod:`~catalog.build.pipeline`
reads from top to bottom; ``incremental/`` knows what need not be done again;
:mod:`~catalog.build.cluster` asks other machines.
"""
