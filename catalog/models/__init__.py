"""What a record is: typed, frozen models, and what follows from them.

In: the values that a file holds. Out: one model a kind of record, the types of their fields, the
vocabularies, and what is made of those: JSON Schemas for editors and commented files to fill in.
"""
