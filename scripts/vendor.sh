#!/bin/sh
# Takes MiniSearch, unmodified, from its package into the theme: its classic build and its licence.
# Needs npm. To move to another version change it here, run `sh scripts/vendor.sh`, run the tests.
set -eu

VERSION=7.2.0
ASSETS="$(cd "$(dirname "$0")/.." && pwd)/theme/overrides/assets"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT

cd "$WORK"
npm pack --silent "minisearch@$VERSION" >/dev/null
tar -xzf "minisearch-$VERSION.tgz"
cp package/dist/umd/index.js "$ASSETS/minisearch.js"
cp package/LICENSE.txt "$ASSETS/minisearch-licence.txt"
echo "minisearch $VERSION: $(wc -c <"$ASSETS/minisearch.js") bytes"
