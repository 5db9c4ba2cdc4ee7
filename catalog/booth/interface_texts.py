"""What the kiosk says: interface texts by the name under which its script and template ask for
them, in English. ``python -m catalog.cli.locales`` collects them for translators.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "touch": "Touch to explore",
    "back": "Back",
    "close": "Close",
    "cancel": "Cancel",
    "map": "Map",
    "my_list": "My list",
    "take": "Take it with you",
    "scan_list": "Scan to open your list on your phone",
    "outside": "This leads out of the catalogue. Scan it to open it on your phone.",
    "too_long": "Too long for a QR code.",
    "still": "Are you still there?",
    "starts_over": "Starts over in %(seconds)s s",
    "more_time": "More time",
    "now": "Now",
    "next": "Coming up",
    "keyboard": "Keyboard",
    "space": "Space",
    "delete": "Delete",
    "shift": "Capital letters",
    "done": "Done",
    "candidates": "Suggestions",
    "counts": "Counts of this booth",
    "counts_about": (
        "How often works were opened, kept and shown as a QR code on this screen, by "
        "day. No person is recorded."
    ),
    "day": "Day",
    "day_unknown": "Day unknown",
    "work": "Work",
    "opened": "Opened",
    "starred": "Kept",
    "qr_shown": "QR shown",
    "save_csv": "Save as CSV",
    "show_text": "Show as text",
    "clear_counts": "Clear all counts",
    "clear_ask": "Clear all counts? They cannot be brought back.",
    "no_counts": "Nothing has been counted yet.",
    "kept_apart": (
        "This browser keeps storage apart for each page: the counts travel from page to "
        "page and rest on the start page. Save them before the window is closed."
    ),
    "kept_nowhere": "This browser keeps nothing: the counts are lost when the window is closed.",
    "empty_list": "Empty the list",
    "choose": "Choose",
    "picture": "Picture",
    "new_line": "New line",
    "language": "Language",
    "scan": "Scan to continue on your phone",
}

SCAN = "QR code of %(address)s"
"""Said of the code that stands for a link which leaves the booth."""
