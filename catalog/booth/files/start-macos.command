#!/bin/sh
# Shows the catalogue full screen on this Mac. Double-click; Command+Q ends it.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
page="$here/index.html"
profile="$HOME/Library/Application Support/Catalog booth/{edition}"
if [ ! -f "$page" ]; then
  echo "The folder is not complete: index.html is missing. Copy all of it again."
  echo "文件夹不完整：缺少 index.html，请重新复制整个文件夹。"
  exit 1
fi
for app in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
           "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge" \
           "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
  if [ -x "$app" ]; then
    mkdir -p "$profile/$(basename "$app")"
    exec "$app" --kiosk --user-data-dir="$profile/$(basename "$app")" --no-first-run \
      --no-default-browser-check --disable-pinch --overscroll-history-navigation=0 \
      --disable-session-crashed-bubble --noerrdialogs --disable-features=Translate \
      --disable-sync "$page"
  fi
done
app="/Applications/Firefox.app/Contents/MacOS/firefox"
if [ -x "$app" ]; then
  mkdir -p "$profile/Firefox"
  exec "$app" --no-remote --profile "$profile/Firefox" --kiosk "$page"
fi
echo "Neither Chrome, Edge, Chromium nor Firefox was found. Open index.html in Safari, then choose View > Enter Full Screen."
echo "没有找到 Chrome、Edge、Chromium 或 Firefox。请用 Safari 打开 index.html，再选择“显示 > 进入全屏幕”。"
exit 1
