"""The folder beside the edition: sums, budget, zip, launchers."""

import os
import subprocess
import zipfile

import pytest

from catalog.booth import bundle
from catalog.booth.bundle import Facts
from catalog.core.errors import CatalogError

FACTS = Facts(
    "fair-2026",
    (("zh-Hans", "简体中文"), ("ar", "العربية")),
    {"zh-Hans": "展会 & 2026", "ar": "معرض"},
)


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "booth 展台"
    bundle.write_beside(top, FACTS)
    (top / "fair-2026").mkdir()
    (top / "fair-2026/a.js").write_text("let a = 1;\n")
    bundle.write_sums(top)
    return top


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("assets/showcase-1.js", True),
        ("media/a-360.webp", True),
        ("data/finder-en.js", True),
        ("data/facets-0a.js", True),
        ("data/shortlist-en.js", True),
        ("data/shortlist-take-en.js", False),
        ("data/catalog.json", False),
        ("data/works.csv", False),
        ("data/events/e-en.ics", False),
        ("en/index.html", True),
        ("en/works/a/b/index.html", True),
        ("en/data/index.html", False),
        ("en/offline/index.html", False),
        ("en/app.webmanifest", False),
        ("sw.js", False),
        ("en/feed.xml", False),
        ("sitemap.xml", False),
        ("pagefind/pagefind.js", False),
    ],
)
def test_what_a_booth_has_use_for(path, wanted):
    assert bundle.is_wanted(path) is wanted


def test_the_first_page_leads_to_the_booths_language(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'content="0; url=fair-2026/zh-Hans/index.html#attract"' in page
    assert '<a href="fair-2026/ar/index.html" lang="ar"' in page
    assert "<title>展会 &amp; 2026</title>" in page


def test_texts_are_fit_for_windows(folder):
    for name in ("README-en.txt", "README-zh.txt"):
        data = (folder / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") == data.count(b"\n") > 10
        assert b"{" not in data
    assert "展会 & 2026" in (folder / "README-zh.txt").read_text(encoding="utf-8-sig")
    for name in ("start-windows.bat", "verify-windows.bat"):
        data = (folder / name).read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")  # cmd would run it
        assert data.count(b"\r\n") == data.count(b"\n")


def test_a_name_in_a_text_is_only_a_name(tmp_path):
    names = {"en": "The {展台} {edition}", "zh-Hans": "{booth}"}
    bundle.write_beside(tmp_path, Facts("fair-2026", FACTS.languages, names))
    for tag, shown in (("en", "The {展台} {edition}:"), ("zh", "{booth}：")):
        text = (tmp_path / f"README-{tag}.txt").read_text(encoding="utf-8-sig")
        assert text.startswith(shown)


def test_scripts_of_unix_may_be_run(folder):
    for name in ("start-linux.sh", "verify-linux.sh", "start-macos.command"):
        assert os.access(folder / name, os.X_OK)
        subprocess.run(["sh", "-n", str(folder / name)], check=True)
        assert b"\r" not in (folder / name).read_bytes()


def test_a_damaged_file_is_told(folder):
    assert bundle.damaged(folder) == []
    (folder / "fair-2026/a.js").write_text("let a = 2;\n")
    (folder / "README-en.txt").unlink()
    (folder / "new.txt").write_text("nobody minds")
    assert bundle.damaged(folder) == ["README-en.txt", "fair-2026/a.js"]


def test_sums_lead_nowhere_else(folder):
    (folder / bundle.SUMS).write_text(f"{'0' * 64}  ../../etc/passwd\n{'0' * 64}  /etc/passwd\n")
    assert bundle.damaged(folder) == ["../../etc/passwd", "/etc/passwd"]


@pytest.mark.parametrize("left", [b"", b"\xff\xfe\x00\x80", b"0000\n"])
def test_sums_that_are_cut_off_are_damage(folder, left):
    (folder / bundle.SUMS).write_bytes(left)
    assert bundle.damaged(folder) == [bundle.SUMS]


def test_a_folder_that_is_no_booth(tmp_path):
    with pytest.raises(CatalogError, match="SHA256SUMS"):
        bundle.damaged(tmp_path)


def test_the_script_for_staff_finds_the_same(folder):
    def verify():
        script = folder / "verify-linux.sh"
        return subprocess.run(["sh", str(script)], capture_output=True, text=True, cwd="/")

    whole = verify()
    assert whole.returncode == 0 and "as they were built" in whole.stdout
    (folder / "fair-2026/a.js").write_text("let a = 2;\n")
    broken = verify()
    assert broken.returncode == 1 and "fair-2026/a.js" in broken.stdout
    assert "重新复制" in broken.stdout


@pytest.mark.parametrize(
    ("browser", "has"), [("chromium", "--user-data-dir="), ("firefox", "--profile")]
)
def test_the_launcher_starts_what_there_is(folder, tmp_path, browser, has):
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "mkdir", "sh"):
        (tools / name).symlink_to(f"/usr/bin/{name}" if name != "sh" else "/bin/sh")
    stub = tools / browser
    stub.write_text('#!/bin/sh\nfor word in "$@"; do echo "[$word]"; done\n')
    stub.chmod(0o755)
    said = subprocess.run(
        ["/bin/sh", str(folder / "start-linux.sh")],
        env={"PATH": str(tools), "HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"[{folder}/index.html]" in said
    assert "[--kiosk]" in said and has in said and "fair-2026" in said


def test_without_a_browser_the_launcher_says_what_to_do(folder, tmp_path):
    done = subprocess.run(
        ["/bin/sh", str(folder / "start-linux.sh")],
        env={"PATH": "/nowhere", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    (folder / "index.html").unlink()
    done = subprocess.run(
        ["/bin/sh", str(folder / "start-linux.sh")], capture_output=True, text=True
    )
    assert done.returncode == 1 and "不完整" in done.stdout


def test_over_the_budget_names_the_largest(folder):
    for number in range(3):
        target = folder / f"fair-2026/media/{number}.webp"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(b"x" * 400_000 * (number + 1))
    assert bundle.measure(folder, 3).files > 10
    with pytest.raises(CatalogError) as caught:
        bundle.measure(folder, 2)
    assert "more than the 2 MB" in caught.value.message
    assert "fair-2026/media/… in all" in caught.value.message
    assert "1.2 MB  fair-2026/media/2.webp" in caught.value.message
    assert "--budget" in caught.value.remedy


def test_a_zip_is_the_same_on_any_day_and_keeps_what_may_be_run(folder, tmp_path):
    (folder / "fair-2026/p.webp").write_bytes(b"x" * 1000)
    one, two = tmp_path / "one.zip", tmp_path / "new folder" / "two.zip"
    bundle.write_zip(folder, one, "booth")
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    bundle.write_zip(folder, two, "booth")
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as stored:
        assert all(name.startswith("booth/") for name in stored.namelist())
        assert stored.testzip() is None
        entry = stored.getinfo("booth/start-linux.sh")
        assert entry.external_attr >> 16 & 0o111 == 0o111
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert stored.getinfo("booth/fair-2026/p.webp").compress_type == zipfile.ZIP_STORED
