"""The one exception that means "tell the user and stop", as opposed to a bug."""


class CatalogError(Exception):
    """An expected failure: the message is for the person at the keyboard.

    Args:
        message: what is wrong, in one sentence.
        remedy: what to do about it, or "" where nothing can be said.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
