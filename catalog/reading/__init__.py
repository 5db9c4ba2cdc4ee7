"""Files of people become typed records, and slips become remedies.

In: a content folder. Out: :class:`~catalog.reading.content.Content`, which has every valid record,
the organizers' prose, and what is wrong with its place and remedy. Nothing else touches YAML.
"""
