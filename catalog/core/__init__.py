"""What every room may use, and that imports no other room.

In: nothing of this project. Out: problems and how they are said in two languages
(:mod:`~catalog.core.problems`, :mod:`~catalog.core.messages`), errors that are messages, names fit
for addresses, files of the cache, fingerprints, records in one file, processes that share tasks.
"""
