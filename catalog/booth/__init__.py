"""The booth: an edition on a touch screen, with no network.

The web's edition is built and then made fit for a disk: :mod:`~catalog.booth.choice` says which
part of it is shown, :mod:`~catalog.booth.page` adapts its pages, :mod:`~catalog.booth.data` tells
the kiosk's script what it needs, :mod:`~catalog.booth.bundle` writes the folder, and
:mod:`~catalog.booth.proof` proves that it needs nothing but itself.
"""
