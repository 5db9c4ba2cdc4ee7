"""The edition on paper, set by Typst: a book, signs for stands, labels with QR codes.

In: the checked edition and what its pages say. Out: PDF files.
"""
