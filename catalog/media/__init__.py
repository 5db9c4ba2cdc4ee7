"""Everything that is drawn or derived: pictures, covers, hall plans, family trees, QR codes.

In: files of exhibitors and organizers, or only a title. Out: derivatives with names made of their
content, and SVG.
"""
