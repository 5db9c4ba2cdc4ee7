"""A ledger of other code: its pickles may name modules that are gone."""

import pickle
from pathlib import Path

import pytest

from catalog.build.incremental import ledger
from catalog.build.incremental.ledger import ledger_folder, open_ledger

GONE = b"ccatalog.models.types\nrestore\n."  # what a record's pickle named before


@pytest.fixture
def cache(tmp_path):
    folder = ledger_folder(tmp_path, tmp_path / "site")
    folder.mkdir(parents=True)
    (folder / "rest").write_text("older")
    (folder / "records.bin").write_bytes(GONE)
    ledger._write(folder / "snapshot.bin", GONE)
    return tmp_path


def opened(cache: Path, rest: str) -> object:
    return open_ledger(cache, cache / "site", rest)


def test_a_ledger_of_other_code_is_not_even_unpickled(cache, caplog, monkeypatch):
    monkeypatch.setattr(pickle, "loads", lambda data: pytest.fail("unpickled"))
    assert opened(cache, "newer") is None
    assert caplog.records == []


def test_should_its_version_pass_for_ours_it_is_thrown_away(cache, caplog):
    assert opened(cache, "older") is None
    assert not ledger_folder(cache, cache / "site").exists()
    assert "another version" in caplog.text
