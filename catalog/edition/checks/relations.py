"""Rules on how works stand to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalog.core.problems import Problem, problem
from catalog.edition.checks.subject import Subject
from catalog.edition.former_ids import work_id
from catalog.models.vocabularies import INVERSE

# Written either way round; a circle may be written with both.
_TURNED = {"adapted-as": "based-on", "prequel-to": "sequel-to"}
_SHOWN = 8  # works of a circle that the message names

Writing = tuple[str, int]  # the work whose file has the pointer, and the pointer's place there


def relation_cycle(subject: Subject) -> Iterator[Problem]:
    """A directional relation never leads back to where it began; what closes it is left out."""
    works = subject.records.works
    edges: dict[str, dict[str, dict[str, list[Writing]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for work in works.values():
        for index, relation in enumerate(work.relations):
            if relation.work is None:
                continue
            ends = work.id, work_id(relation.work, work.company)
            if ends[1] not in works:
                continue
            turned = relation.type in _TURNED
            type = _TURNED.get(relation.type, relation.type)
            source, target = reversed(ends) if turned else ends
            symmetric = INVERSE[type] == type
            if not symmetric or source == target:
                edges[type][source][target].append((work.id, index))
    for type, graph in edges.items():
        for circle in _circles(graph):
            chain = [*circle, circle[0]]
            if len(chain) > _SHOWN:
                chain = [*chain[: _SHOWN - 2], "…", chain[-1]]
            for owner, index in graph[circle[-1]][circle[0]]:
                yield problem(
                    "relation-cycle",
                    works[owner].path,
                    ("relations", index),
                    type=type,
                    chain=" → ".join(chain),
                )


def _circles(graph: dict[str, dict[str, list[Writing]]]) -> Iterator[list[str]]:
    """Walk in depth; each edge back to the path walked closes a circle, told from its start.

    Without the closing edges the graph has no circle.
    """
    done: set[str] = set()
    for root in sorted(graph):
        path: list[str] = []
        places: dict[str, int] = {}
        walks: list[Iterator[str]] = [iter([root])]
        while walks:
            node = next(walks[-1], None)
            if node is None:
                walks.pop()
                if path:
                    place = path.pop()
                    del places[place]
                    done.add(place)
            elif node in places:
                yield path[places[node] :]
            elif node not in done:
                places[node] = len(path)
                path.append(node)
                walks.append(iter(sorted(graph[node]) if node in graph else ()))
