#!/bin/sh
# Takes what browsers need of others, unmodified, from its packages into the theme: classic builds and licences.
# Needs npm. To move to another version change it here, run `sh scripts/vendor.sh`, run the tests.
set -eu

MINISEARCH=7.2.0
QRCODE=2.0.4
ASSETS="$(cd "$(dirname "$0")/.." && pwd)/theme/overrides/assets"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"

unpack() { # name version → $WORK/<name>/
  npm pack --silent "$1@$2" >/dev/null
  mkdir "$1"
  tar -xzf "$1-$2.tgz" -C "$1" --strip-components=1
}

unpack minisearch "$MINISEARCH"
cp minisearch/dist/umd/index.js "$ASSETS/minisearch.js"
cp minisearch/LICENSE.txt "$ASSETS/minisearch-licence.txt"

unpack qrcode-generator "$QRCODE"
cp qrcode-generator/dist/qrcode.js "$ASSETS/qrcode.js"
# Its package names its licence at the head of the file instead of bringing the text.
{ sed -n '1,/^$/s|^// ||p' "$ASSETS/qrcode.js"; cat <<'MIT'

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
MIT
} >"$ASSETS/qrcode-licence.txt"

wc -c "$ASSETS/minisearch.js" "$ASSETS/qrcode.js"
