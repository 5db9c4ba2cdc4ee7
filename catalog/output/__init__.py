"""Folders that are always whole: a finished edition is published, or nothing is.

In: files by name. Out: an output folder whose changes were committed under a journal, and the files
at its root that all its editions share.
"""
