@echo off
rem Shows the catalogue full screen on this PC. Double-click; Alt+F4 ends it.
chcp 65001 >nul
setlocal EnableExtensions DisableDelayedExpansion
set "PAGE=%~dp0index.html"
set "PROFILE=%LOCALAPPDATA%\Catalog booth\{edition}"
if not exist "%PAGE%" (
  echo The folder is not complete: index.html is missing. Copy all of it again.
  echo 文件夹不完整：缺少 index.html，请重新复制整个文件夹。
  pause
  exit /b 1
)
set "FLAGS=--no-first-run --no-default-browser-check --disable-pinch --overscroll-history-navigation=0 --disable-session-crashed-bubble --noerrdialogs --disable-features=Translate,msEdgeSidebarV2 --disable-sync"

for %%B in (
  "%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"
  "%ProgramFiles%\Microsoft\Edge\Application\msedge.exe"
) do if exist %%B (
  start "" %%B --kiosk "%PAGE%" --edge-kiosk-type=fullscreen --user-data-dir="%PROFILE%\edge" %FLAGS%
  exit /b 0
)
for %%B in (
  "%ProgramFiles%\Google\Chrome\Application\chrome.exe"
  "%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe"
  "%LOCALAPPDATA%\Google\Chrome\Application\chrome.exe"
) do if exist %%B (
  start "" %%B --kiosk --user-data-dir="%PROFILE%\chrome" %FLAGS% "%PAGE%"
  exit /b 0
)
for %%B in (
  "%ProgramFiles%\Mozilla Firefox\firefox.exe"
  "%ProgramFiles(x86)%\Mozilla Firefox\firefox.exe"
) do if exist %%B (
  if not exist "%PROFILE%\firefox" mkdir "%PROFILE%\firefox"
  start "" %%B --no-remote --profile "%PROFILE%\firefox" --kiosk "%PAGE%"
  exit /b 0
)
echo Neither Edge, Chrome nor Firefox was found. Open index.html with any browser and press F11.
echo 没有找到 Edge、Chrome 或 Firefox。请用任意浏览器打开 index.html，然后按 F11 全屏。
pause
exit /b 1
