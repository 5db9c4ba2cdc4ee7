"""A build after a change gives the site that a clean build of the same content gives, each byte."""

import shutil
from dataclasses import replace

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from catalog.build import pipeline, planning
from catalog.build.incremental import reuse
from catalog.build.incremental.ledger import ledger_folder
from catalog.build.incremental.patch import NotOnlyTextsError, with_texts
from catalog.build.pipeline import build_edition
from catalog.core.fingerprint import look_at
from catalog.reading import content
from tests.integration.conftest import ROOT, TOY, files

NOVEL = "companies/lantern/works/moon-kite.yml"
FILM = "companies/tinwheel/works/moon-kite-film.yml"
TOYS = "companies/tinwheel/works/windup.yml"
COMPANY = "companies/lantern/company.yml"
FAMILY = "families/moon-kite.yml"
RECORDS = [NOVEL, FILM, TOYS, COMPANY, "companies/tinwheel/company.yml", FAMILY]

WORDS = st.sampled_from(
    ["A word", "Other words & <b>more</b>", "月亮升起来了", "كلمة أخرى", "=1+1", "x"]
)


class Fair:
    """The toy fair in a folder that a test changes, and its site, built from change to change."""

    def __init__(self, toy, top):
        self.top, self.clean = top, 0
        self.theme = top / "project" / "theme"
        if not self.theme.exists():
            shutil.copytree(ROOT / "theme", self.theme)
            shutil.copy(ROOT / "mkdocs.yml", self.theme.parent)
        self.content = top / "content"
        shutil.rmtree(self.content, ignore_errors=True)
        shutil.copytree(TOY, self.content)
        self.settings = replace(
            toy, content=self.content, project=self.theme.parent, out=top / "kept" / "site"
        )
        shutil.rmtree(self.settings.out.parent, ignore_errors=True)
        shutil.rmtree(ledger_folder(toy.cache, self.settings.out), ignore_errors=True)

    def build(self):
        """Build what has changed; returns how many files were written, None where none may be."""
        others = [self.theme, self.theme.parent / "mkdocs.yml"]
        sources = look_at(self.content, others, ("toy",))
        _checked, built = build_edition(replace(self.settings, sources=sources))
        return None if built is None else built.written

    def built_clean(self):
        """The files of a build that knows nothing of the ones before; {} where none may be."""
        self.clean += 1
        out = self.top / f"clean-{self.clean}" / "site"
        _checked, built = build_edition(replace(self.settings, out=out))
        found = files(out) if built else {}
        shutil.rmtree(out.parent, ignore_errors=True)
        return found

    def check(self):
        """Build, and compare."""
        self.build()
        clean = self.built_clean()
        if clean:  # else the former edition stays
            assert files(self.settings.out) == clean

    # ---- edits ------------------------------------------------------------------------

    def edit(self, path, change):
        """Change a record's data; a file that is gone or broken stays as it is."""
        file = self.content / path
        try:
            data = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError):
            return
        change(data)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def fair(toy_settings, tmp_path):
    return Fair(toy_settings, tmp_path)


@pytest.fixture
def patched(monkeypatch):
    """Fails where a whole build is begun; call it to say from when on."""

    def from_now():
        def refuse(*_arguments, **_named):
            raise AssertionError("this was to be patched, not built")

        monkeypatch.setattr(planning, "check_content", refuse)

    return from_now


def set_text(*keys, text="Words that nobody wrote before"):
    def change(data):
        *way, last = keys
        for key in way:
            data = data[key]
        data[last] = text

    return change


# ---- texts are patched ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (NOVEL, ("synopsis", "en")),
        (NOVEL, ("logline", "ar")),
        (NOVEL, ("title", "zh-Hans")),
        (NOVEL, ("people", 0, "name", "zh-Hans")),
        (NOVEL, ("cover", "alt", "en")),
        (FILM, ("title", "en")),
        (COMPANY, ("name",)),
        (FAMILY, ("name", "en")),
    ],
)
def test_another_text_is_amended_and_gives_the_same_site(fair, patched, monkeypatch, path, keys):
    def name(data):  # a bare text is one in the language of the file
        if keys == ("name",) and isinstance(data["name"], dict):
            set_text("name", next(iter(data["name"])))(data)
        else:
            set_text(*keys)(data)

    fair.edit(path, lambda data: None)  # as the edit will write it
    fair.build()
    fair.edit(path, name)
    with monkeypatch.context():
        patched()
        assert fair.build() > 0
    monkeypatch.undo()
    assert files(fair.settings.out) == fair.built_clean()


def test_one_change_after_the_other_is_amended(fair, patched, monkeypatch):
    fair.edit(FILM, lambda data: None)
    fair.build()
    for text in ("First", "Second, and longer", "3"):
        fair.edit(FILM, set_text("title", "en", text=text))
        with monkeypatch.context():
            patched()
            fair.build()
        monkeypatch.undo()
    assert files(fair.settings.out) == fair.built_clean()


def test_a_slip_in_a_guarding_field_is_no_change_of_texts(fair):
    """What was published goes with the next build, also where little else has changed."""
    fair.edit(TOYS, lambda data: None)
    fair.build()
    assert any("windup" in name for name in files(fair.settings.out))
    with (fair.content / TOYS).open("a", encoding="utf-8") as file:
        file.write("dratf: true\n")
    fair.check()
    for name, data in files(fair.settings.out).items():
        assert "windup" not in name and b"Wind-Up" not in data, name


def test_nothing_changed_writes_nothing(fair, patched):
    fair.build()
    patched()
    assert fair.build() == 0


def test_an_output_that_somebody_emptied_is_made_again(fair):
    fair.build()
    shutil.rmtree(fair.settings.out / "toy-2026" / "en" / "works")
    fair.check()


def test_a_damaged_ledger_is_thrown_away(fair):
    fair.build()
    folder = ledger_folder(fair.settings.cache, fair.settings.out)
    for name in ("snapshot.bin", "records.bin"):
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:-200] + b"x" * 200)
        fair.edit(NOVEL, set_text("synopsis", "en", text=f"After damage to {name}"))
        fair.check()


def test_a_killed_commit_does_not_build_on_what_it_left(fair, monkeypatch):
    """Killed between the commit and the ledger, the ledger speaks of the state before."""
    fair.edit(NOVEL, lambda data: None)
    before = (fair.content / NOVEL).read_bytes()
    fair.build()
    fair.edit(NOVEL, set_text("synopsis", "en"))

    def killed(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reuse, "mark_clean", killed)
        with pytest.raises(KeyboardInterrupt):
            fair.build()
    (fair.content / NOVEL).write_bytes(before)
    fair.check()


def test_records_printed_from_the_disk_give_the_same_site(fair, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(planning, "_IN_MEMORY", 0)
        fair.build()
        assert files(fair.settings.out) == fair.built_clean()
        fair.edit(FILM, set_text("title", "en"))
        fair.build()
        sell_right(fair, "odd")
        fair.check()


# ---- templates, interface, vocabularies -------------------------------------------------


@pytest.fixture
def read(monkeypatch):
    """The record files that are read, as they are read."""
    paths = []
    read_record = content.read_record

    def reading(folder, path):
        paths.append(path)
        return read_record(folder, path)

    monkeypatch.setattr(content, "read_record", reading)
    return paths


def pages_written(fair, change):
    """Make a change, build, and say which pages are not as they were."""
    fair.build()
    before = files(fair.settings.out)
    change()
    fair.build()
    after = files(fair.settings.out)
    assert after == fair.built_clean()
    return {path for path in after if before.get(path) != after[path] and path.endswith(".html")}


def appended(file, text):
    return lambda: file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("template", "shows"),
    [
        ("hall.html", "halls/attic/"),
        ("work.html", "works/"),
        ("parts/contact.html", ("companies/", "services/")),  # included by two
    ],
)
def test_a_template_redoes_the_pages_that_show_it(fair, patched, monkeypatch, template, shows):
    fair.build()
    before = files(fair.settings.out)
    appended(fair.theme / "pages" / template, "<!-- another -->\n")()
    with monkeypatch.context():
        patched()
        assert fair.build() > 0
    monkeypatch.undo()
    after = files(fair.settings.out)
    assert after == fair.built_clean()
    for path in after:
        if path.endswith(".html") and before[path] != after[path]:
            assert path.split("/", 2)[2].startswith(shows), path


def test_a_template_that_code_fills_may_stand_on_any_page(fair, patched, monkeypatch):
    fair.build()
    appended(fair.theme / "pages" / "parts" / "card.html", "<!-- another -->\n")()
    with monkeypatch.context():
        patched()
        assert fair.build() > 0
    monkeypatch.undo()
    assert files(fair.settings.out) == fair.built_clean()


def test_texts_and_templates_may_change_together(fair, patched, monkeypatch):
    fair.edit(NOVEL, lambda data: None)
    fair.build()
    fair.edit(NOVEL, set_text("title", "en"))
    appended(fair.theme / "pages" / "hall.html", "<!-- another -->\n")()
    with monkeypatch.context():
        patched()
        assert fair.build() > 0
        assert fair.build() == 0
    monkeypatch.undo()
    assert files(fair.settings.out) == fair.built_clean()


def test_a_text_of_the_interface_redoes_the_pages_of_its_language(fair, read, monkeypatch):
    rendered = []
    render_pages = pipeline.render_pages

    def printing(rendering, *arguments, **named):
        rendered.append(set(rendering.frames))
        return render_pages(rendering, *arguments, **named)

    file = fair.theme / "locales" / "ar" / "LC_MESSAGES" / "catalog.po"
    text = file.read_text(encoding="utf-8")
    entry = 'msgid "Rest of the world"\nmsgstr "'
    assert entry in text
    monkeypatch.setattr(pipeline, "render_pages", printing)

    def change():
        rendered.clear()
        read.clear()
        file.write_text(text.replace(entry, f"{entry}x"), encoding="utf-8")

    written = pages_written(fair, change)
    assert written
    assert all(path.startswith("toy-2026/ar/") for path in written)
    assert rendered[0] == {"ar"}
    # the second reading is the clean build's that it is compared with
    assert sum(path == NOVEL for path in read) == 1


def test_another_term_reads_no_record_again(fair, read):
    fair.build()
    read.clear()
    appended(fair.content / "vocabularies" / "genres.yml", "kite-lore: {en: Kite lore}\n")()
    fair.build()
    assert NOVEL not in read
    assert files(fair.settings.out) == fair.built_clean()


def test_a_term_that_is_gone_reads_all_records_again(fair, read):
    vocabulary = fair.content / "vocabularies" / "genres.yml"
    appended(vocabulary, "kite-lore: {en: Kite lore}\n")()
    fair.edit(NOVEL, set_text("genres", text=["kite-lore", "fantasy"]))
    fair.build()
    read.clear()
    shutil.copy(TOY / "vocabularies" / "genres.yml", vocabulary)
    fair.build()
    assert NOVEL in read
    assert files(fair.settings.out) == fair.built_clean()


def test_a_ledger_that_another_build_replaced_is_not_built_on(fair, monkeypatch):
    """While a build waits for the output, another one publishes another state."""
    fair.edit(NOVEL, lambda data: None)
    fair.build()
    before = (fair.content / NOVEL).read_bytes()
    open_ledger = reuse.open_ledger

    def opened_early(cache, out, rest):
        ledger = open_ledger(cache, out, rest)
        monkeypatch.setattr(reuse, "open_ledger", open_ledger)
        fair.edit(NOVEL, set_text("synopsis", "en", text="By another build"))
        fair.build()
        (fair.content / NOVEL).write_bytes(before)
        return ledger

    monkeypatch.setattr(reuse, "open_ledger", opened_early)
    fair.build()
    assert files(fair.settings.out) == fair.built_clean()


# ---- whatever is changed --------------------------------------------------------------


def a_work(data):
    data.update(
        title="Found late", logline="At the bottom of a box.", kind="comic", genres=["fantasy"]
    )


def add_work(fair, word):
    file = fair.content / "companies/tinwheel/works" / "late.yml"
    file.write_text(
        f"kind: comic\ntitle: {{en: 'Late {len(word)}'}}\nlogline: {word!r}\ngenres: [fantasy]\n"
    )


def remove_work(fair, word):
    (fair.content / TOYS).unlink(missing_ok=True)


def rename_work(fair, word):
    file = fair.content / FILM
    if file.exists():
        file.rename(file.with_name(f"kite-film-{len(word)}.yml"))


def break_record(fair, word):
    file = fair.content / FILM
    if file.exists():
        file.write_text(file.read_text(encoding="utf-8") + "\nrelased: [\n", encoding="utf-8")


def break_field(fair, word):
    fair.edit(NOVEL, set_text("status", text="unheard-of"))


def mend(fair, word):
    for path in RECORDS:
        shutil.copy(TOY / path, fair.content / path)


def change_picture(fair, word):
    file = fair.content / "companies/lantern/works/images/moon-kite.png"
    Image.new("RGB", (600, 800), (len(word) * 7 % 256, 90, 120)).save(file)


def change_template(fair, word):
    file = fair.theme / "pages" / "work.html"
    file.write_text(file.read_text(encoding="utf-8") + f"\n{{# {word} #}}<!-- {len(word)} -->\n")


def change_part(fair, word):
    appended(fair.theme / "pages" / "parts" / "chain-item.html", f"<!-- {len(word)} -->\n")()


def change_shell(fair, word):
    appended(fair.theme / "overrides" / "main.html", f"<!-- {len(word)} -->\n")()


def change_interface(fair, word):
    for file in (fair.theme / "locales").glob("ar/LC_MESSAGES/*.po"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('msgstr "', f'msgstr "{"x" * len(word)}', 3))


def change_vocabulary(fair, word):
    term = f"term-{len(word)}: {{en: 'Term {len(word)}'}}\n"
    appended(fair.content / "vocabularies" / "genres.yml", term)()


def change_kind(fair, word):
    fair.edit(TOYS, set_text("kind", text="game" if len(word) % 2 else "comic"))


def drop_language(fair, word):
    fair.edit(
        NOVEL, lambda data: data["title"].pop("ar", None) if isinstance(data["title"], dict) else 0
    )


def sell_right(fair, word):
    fair.edit(NOVEL, set_text("rights", 0, "status", text="sold" if len(word) % 2 else "available"))


def draft(fair, word):
    fair.edit(FILM, set_text("draft", text=len(word) % 2 == 0))


def prose(fair, word):
    file = fair.content / "editions/toy-2026/pages/en/about.md"
    file.write_text(file.read_text(encoding="utf-8") + f"\n{word}\n", encoding="utf-8")


def text_of(path, *keys):
    def change(fair, word):
        def put(data):
            try:
                set_text(*keys, text=word)(data)
            except (KeyError, IndexError, TypeError):
                return

        fair.edit(path, put)

    change.__name__ = f"text_of_{path.rpartition('/')[2]}_{'_'.join(map(str, keys))}"
    return change


EDITS = [
    *(text_of(NOVEL, *keys) for keys in [("synopsis", "en"), ("title", "en"), ("logline", "ar")]),
    text_of(FILM, "title", "zh-Hans"),
    text_of(TOYS, "logline"),
    text_of(COMPANY, "about"),
    text_of(FAMILY, "about", "en"),
    text_of(NOVEL, "awards", 0, "name"),
    text_of(NOVEL, "rights", 1, "note"),
    *(add_work, remove_work, rename_work, break_record, break_field, mend),
    *(change_part, change_shell, change_interface, change_vocabulary),
    *(change_picture, change_template, change_kind, drop_language, sell_right, draft, prose),
]


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # to shrink would take minutes
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), WORDS), min_size=3, max_size=5))
def test_any_edits_give_the_site_of_a_clean_build(toy_settings, tmp_path_factory, edits):
    fair = Fair(toy_settings, tmp_path_factory.mktemp("edits"))
    fair.build()
    for edit, word in edits:
        edit(fair, word)
        fair.check()


# ---- what is only a text --------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"en": "a"}, {"en": "a", "ar": "b"}),
        ({"en": "a", "ar": "b"}, {"ar": "b", "en": "a2"}),
        (("a",), ("a", "b")),
        ("a", "b"),
        (None, {"en": "a"}),
        (1, 2),
    ],
)
def test_other_languages_lengths_and_values_are_more_than_texts(before, after):
    with pytest.raises(NotOnlyTextsError):
        with_texts(before, before, after)


def test_other_words_are_texts():
    assert with_texts(({"en": "a"},), ({"en": "a"},), ({"en": "b"},)) == ({"en": "b"},)
