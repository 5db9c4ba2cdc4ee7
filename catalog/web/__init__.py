"""The showcase: pages in every language, the frame around them, search, and data to take home.

In: a ``Catalog``, its pictures and prose. Out: the files of an edition, rendered but not yet
published. ``pages/`` renders bodies, ``frame/`` has the shells that MkDocs builds and that bodies
are stamped into, ``search/`` is what the browser searches, ``exports/`` open data, feeds, calendars
and cards.
"""
