"""Other generators, given the same pages to make.

Each has a folder here with its configuration and templates, and a class that writes its sources
from the neutral pages, names the command that builds them, and changes one work.
"""

from __future__ import annotations

from benchmarks.peers.base import Peer
from benchmarks.peers.eleventy import Eleventy
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.mkdocs import MkDocs
from benchmarks.peers.zensical import Zensical

PEERS: dict[str, Peer] = {peer.name: peer for peer in (MkDocs(), Hugo(), Eleventy(), Zensical())}

__all__ = ["PEERS", "Peer"]
