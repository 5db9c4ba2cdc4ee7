"""Frame data for tests: three languages, hostile to whoever forgets where a text goes."""

from pathlib import Path

from catalog.web.frame import FRAME_STRINGS, FrameData, FrameInputs, Language, Prose, ShellSpec

ROOT = Path(__file__).parents[2]

LANGUAGES: list[Language] = [
    {
        "tag": "zh-Hans",
        "name": "简体中文",
        "short": "简",
        "dir": "ltr",
        "not_found": "没有这个页面。",
    },
    {"tag": "en", "name": "English", "short": "EN", "dir": "ltr", "not_found": "No such page."},
    {"tag": "ar", "name": "العربية", "short": "ع", "dir": "rtl"},
]


def frame_data(lang: str) -> FrameData:
    """What pages of one language show around their bodies."""
    return {
        "lang": lang,
        "dir": next(known["dir"] for known in LANGUAGES if known["tag"] == lang),
        "base": "/fair/",
        "site": {"name": "Toy &amp; Fair"},
        "edition": {
            "id": "2026",
            "name": "Toys 2026",
            "dates": "21–25 May 2026",
            "place": "Hangzhou",
            "tagline": "All toys &lt;b&gt;",
            "motto": "All toys &lt;b&gt;",
            "notice": "Stands are invented.",
        },
        "languages": LANGUAGES,
        "menu": [
            {"section": "works", "label": "Works", "path": "works/"},
            {"section": "halls", "label": "Halls", "path": "halls/"},
        ],
        "footer": [
            {
                "label": "Visit",
                "links": [
                    {"label": "Home", "path": ""},
                    {"label": "Getting here", "path": "visit/"},
                    {"label": "The fair", "url": "https://example.com/?a=1&amp;b=2"},
                ],
            }
        ],
        "strings": dict(FRAME_STRINGS),
    }


def frame_inputs(
    lang: str, shells: tuple[ShellSpec, ...], prose: tuple[Prose, ...] = ()
) -> FrameInputs:
    """A frame made of the project's own theme."""
    return FrameInputs(
        ROOT / "theme" / "overrides", ROOT / "mkdocs.yml", frame_data(lang), shells, prose
    )
