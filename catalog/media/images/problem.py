"""What can be wrong with a picture that somebody submitted."""

from typing import Literal

ImageCode = Literal[
    "image-missing", "image-unreadable", "image-too-large", "image-outside", "image-format"
]


class ImageProblem(Exception):  # noqa: N818 - a finding about a file, told to its author
    """A submitted picture cannot be used. `code` names the rule, `params` fill its message.

    Parameters, besides `path` (content-relative) and `hint` (where another remedy than the plain
    one helps), by code:

    - image-missing: nothing
    - image-outside: `folder`, the folder the picture must stay in
    - image-format: `found`, what the file is instead ("HEIC", "an SVG with <script>")
    - image-too-large: `size` and `limit`, both with their unit ("300 megapixels"); `hint`
      "drawing" where it is a drawing, which is not scaled down but simplified
    - image-unreadable: `reason`, a few English words

    `lasting`: the same file will have it again, so it need not be looked at again.
    """

    def __init__(self, code: ImageCode, params: dict[str, str], lasting: bool = True) -> None:
        # All in args, so that it survives the way from process to process.
        super().__init__(code, params, lasting)
        self.code: ImageCode = code
        self.params = params
        self.lasting = lasting

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({told})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ImageProblem) and self.args == other.args

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items()))))
