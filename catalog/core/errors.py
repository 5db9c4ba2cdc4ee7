"""The one exception that means "tell the user and stop", as opposed to a bug."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_NO_ROOM = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
)

_P = ParamSpec("_P")
_R = TypeVar("_R")


class CatalogError(Exception):
    """An expected failure: the message is for the person at the keyboard.

    Args:
        message: what is wrong, in one sentence.
        remedy: what to do about it, or "" where nothing can be said.
        chinese: both in Chinese, where those who may not read English will meet them.
    """

    def __init__(
        self, message: str, remedy: str = "", chinese: tuple[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.chinese = chinese


_MAKE_ROOM = ("make room and try again", "请腾出空间后重试")


def disk_trouble(error: OSError, remedy: tuple[str, str] = _MAKE_ROOM) -> CatalogError | None:
    """What to say of a disk that is full or may not be written; None for anything else.

    Args:
        remedy: in English and in Chinese.
    """
    if error.errno not in _NO_ROOM:
        return None
    return CatalogError(
        f"the disk is full or may not be written: {error}",
        remedy[0],
        (f"磁盘已满或不可写入：{error}", remedy[1]),
    )


def telling_disk_trouble(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """The same function, in which a full disk is an expected error and no bug."""

    @wraps(function)
    def told(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return function(*args, **kwargs)
        except OSError as error:
            if trouble := disk_trouble(error):
                raise trouble from error
            raise

    return told
