#!/bin/sh
# Shows the catalogue full screen on this PC. Alt+F4 ends it.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
page="$here/index.html"
profile="${XDG_DATA_HOME:-$HOME/.local/share}/catalog-booth/{edition}"
if [ ! -f "$page" ]; then
  echo "The folder is not complete: index.html is missing. Copy all of it again."
  echo "文件夹不完整：缺少 index.html，请重新复制整个文件夹。"
  exit 1
fi
for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge microsoft-edge-stable; do
  if command -v "$name" >/dev/null 2>&1; then
    mkdir -p "$profile/$name"
    exec "$name" --kiosk --user-data-dir="$profile/$name" --no-first-run \
      --no-default-browser-check --disable-pinch --overscroll-history-navigation=0 \
      --disable-session-crashed-bubble --noerrdialogs --disable-features=Translate \
      --disable-sync "$page"
  fi
done
for name in firefox firefox-esr; do
  if command -v "$name" >/dev/null 2>&1; then
    mkdir -p "$profile/$name"
    exec "$name" --no-remote --profile "$profile/$name" --kiosk "$page"
  fi
done
echo "Neither Chromium, Chrome, Edge nor Firefox was found. Open index.html with any browser and press F11."
echo "没有找到 Chromium、Chrome、Edge 或 Firefox。请用任意浏览器打开 index.html，然后按 F11 全屏。"
exit 1
